using System.Runtime.CompilerServices;

namespace Rollcall.Cli.Tests;

/// <summary>Compares output with a file under Snapshots. With ROLLCALL_UPDATE_SNAPSHOTS=1 the file is written instead.</summary>
internal static class Snapshot
{
    public static void Matches(string name, string actual, [CallerFilePath] string caller = "")
    {
        var file = Path.Combine(Root(caller), "Snapshots", name);
        if (Environment.GetEnvironmentVariable("ROLLCALL_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(file, actual);
        }
        Assert.Equal(File.ReadAllText(file), actual);
    }

    private static string Root(string caller)
    {
        var folder = Path.GetDirectoryName(caller)!;
        while (!File.Exists(Path.Combine(folder, "Rollcall.Cli.Tests.csproj")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }
        return folder;
    }
}
