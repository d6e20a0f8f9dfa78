using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;

namespace Rollcall.Cli.Demo;

/// <summary>Where the demo keeps its files: <c>.rollcall/demo</c> under the current folder. An earlier demo's files are replaced.</summary>
internal sealed class DemoFolder
{
    private DemoFolder(string path) => Path = path;

    /// <summary>The folder, relative to the current one.</summary>
    public string Path { get; }

    /// <summary>The definition: what <c>rollcall init --type list</c> prints.</summary>
    public string Definition => In("acme.yaml");

    /// <summary>The cohort on the first day.</summary>
    public string FirstDay => In("monday.csv");

    /// <summary>The cohort on the second day.</summary>
    public string SecondDay => In("tuesday.csv");

    /// <summary>What sync remembers.</summary>
    public string State => In("state");

    /// <summary>What the destination received.</summary>
    public string Log => In("destination.log");

    /// <summary>Makes the folder and the files to begin with.</summary>
    /// <param name="current">The current folder; empty: the process's.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static DemoFolder Prepare(string current)
    {
        var folder = new DemoFolder(System.IO.Path.Combine(current, ".rollcall", "demo"));
        try
        {
            Directory.CreateDirectory(folder.Path);
            folder.Clear();
            File.WriteAllText(folder.Definition, StarterDocument.Of(IntegrationType.List));
            DemoCohort.Write(folder.FirstDay, 0, DemoCohort.Users);
            DemoCohort.Write(
                folder.SecondDay,
                DemoCohort.Leavers,
                DemoCohort.Users - DemoCohort.Leavers + DemoCohort.Entrants
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"The demo's folder {folder.Path} cannot be written: {exception.Message} Change to a folder that can be.",
                exception
            );
        }
        return folder;
    }

    // Only what a demo makes: whatever else someone put there stays.
    private void Clear()
    {
        File.Delete(Log);
        if (Directory.Exists(State))
        {
            Directory.Delete(State, recursive: true);
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
