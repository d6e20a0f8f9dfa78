using System.Runtime.InteropServices;

namespace Rollcall.Testing.Processes;

/// <summary>Where the built program is.</summary>
public static class ProgramFiles
{
    /// <summary>The root of the checkout that the tests were built in.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The program, built in the same configuration as the tests.</summary>
    public static string Rollcall { get; } =
        Path.Combine(
            Root,
            "artifacts/bin/Rollcall.Cli",
            Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')),
            "Rollcall.Cli"
        );

    /// <summary>Where the running .NET is, so that programs started by a test find the same.</summary>
    public static string DotNet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Rollcall.slnx")))
        {
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("The tests do not run from within a checkout.");
        }
        return folder;
    }
}
