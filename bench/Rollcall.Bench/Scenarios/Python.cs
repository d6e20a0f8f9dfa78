using System.ComponentModel;
using System.Diagnostics;
using Rollcall.Bench.Measuring;

namespace Rollcall.Bench.Scenarios;

/// <summary>The Python of this machine.</summary>
internal static class Python
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "References", "sync.py");

    /// <summary>Runs the script that stands for what a data engineer writes; null: there is no Python 3 here.</summary>
    public static CommandRun? Sync(string cohort, string snapshot, string url) =>
        Interpreter() is { } python ? new CommandRun(python, Script, cohort, snapshot, url) : null;

    // The interpreter itself: what stands on the PATH may be a script that looks for it.
    private static string? Interpreter()
    {
        try
        {
            var start = new ProcessStartInfo("python3", ["-c", "import sys; print(sys.executable)"])
            {
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            var path = process.StandardOutput.ReadLine();
            process.WaitForExit();
            return process.ExitCode == 0 ? path : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
