namespace Rollcall.Server.Configuration;

/// <summary>Where everything that the server keeps stands.</summary>
/// <param name="Path">The absolute path of the data folder.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>The portal's database.</summary>
    public string Database => In("rollcall.db");

    /// <summary>The state directories of syncs, a folder each.</summary>
    public string Syncs => In("syncs");

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

    /// <summary>Mails, where no mail server is set.</summary>
    public string Outbox => In("outbox");

    /// <summary>Makes the folder, its owner's alone, where it is not there yet.</summary>
    public void Create()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path);
        }
        else
        {
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
