using Rollcall.Core.Runs;

namespace Rollcall.Cli.Demo;

/// <summary>Where the demo keeps its files: <c>.rollcall/demo</c> under the current folder. An earlier demo's files are replaced.</summary>
internal sealed class DemoFolder
{
    private DemoFolder(string path) => Path = path;

    /// <summary>The folder, relative to the current one.</summary>
    public string Path { get; }

    /// <summary>The server's data folder.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>What the destination received.</summary>
    public string Log => System.IO.Path.Combine(Path, "destination.log");

    /// <summary>Makes the folder, without an earlier demo's files.</summary>
    /// <param name="current">The current folder; empty: the process's.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static DemoFolder Prepare(string current)
    {
        var folder = new DemoFolder(System.IO.Path.Combine(current, ".rollcall", "demo"));
        try
        {
            Directory.CreateDirectory(folder.Path);
            // Only what a demo makes: whatever else someone put there stays.
            File.Delete(folder.Log);
            if (Directory.Exists(folder.Data))
            {
                Directory.Delete(folder.Data, recursive: true);
            }
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
}
