using System.Runtime.Versioning;
using Rollcall.Core.Runs;

namespace Rollcall.Server.Configuration;

/// <summary>Where everything that the server keeps stands.</summary>
/// <param name="Path">The absolute path of the data folder.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>The portal's database.</summary>
    public string Database => In("rollcall.db");

    /// <summary>The state directories of syncs, a folder each.</summary>
    public string Syncs => In("syncs");

    /// <summary>What counting a sync before it is made needs for the time being, a folder each; what a crash has left goes with the next count.</summary>
    public string Checks => In("checks");

    /// <summary>Uploaded cohorts.</summary>
    public string Uploads => In("uploads");

    /// <summary>Members that were pushed, a folder a cohort.</summary>
    public string Pushed => In("pushed");

    /// <summary>Requests of runs, a folder each.</summary>
    public string Runs => In("runs");

    /// <summary>Keys of cookies and antiforgery tokens.</summary>
    public string CookieKeys => In("keys");

    /// <summary>The key that wraps every project's key of secrets.</summary>
    public string MasterKey => In("master.key");

    /// <summary>Held by the server that runs on the folder.</summary>
    public string Lock => In("server.lock");

    /// <summary>Mails, where no mail server is set.</summary>
    public string Outbox => In("outbox");

    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder, its owner's alone; one that is there and open to others is closed to them.</summary>
    /// <exception cref="UsageException">It cannot be made or closed, or holds something else.</exception>
    public void Create()
    {
        try
        {
            Make();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"The data folder {Path} cannot be made: {fault.Message} Give another one with --data, or make it yourself.",
                fault
            );
        }
    }

    private void Make()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path);
        }
        else if (Directory.CreateDirectory(Path, OwnersAlone).UnixFileMode != OwnersAlone)
        {
            Close();
        }
    }

    [UnsupportedOSPlatform("windows")]
    private void Close()
    {
        // Somebody's home or /tmp, given by mistake, must not be closed to others.
        if (!File.Exists(Database) && Directory.EnumerateFileSystemEntries(Path).Any())
        {
            throw new UsageException(
                $"The data folder {Path} holds something else, and others can read it. Give an empty folder, or one that is your own alone (chmod 700)."
            );
        }
        try
        {
            File.SetUnixFileMode(Path, OwnersAlone);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new UsageException(
                $"Others can read the data folder {Path}, and this account may not change that. Let its owner do it: chmod 700 {Path}",
                denied
            );
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
