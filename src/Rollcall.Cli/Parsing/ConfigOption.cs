using System.CommandLine;

namespace Rollcall.Cli.Parsing;

/// <summary><c>--config</c>, the same for all verbs that work on a server's data folder.</summary>
internal static class ConfigOption
{
    /// <summary>Makes it.</summary>
    public static Option<string?> Create() =>
        new("--config")
        {
            Description = "A configuration file (JSON). Flags and the environment (ROLLCALL__NAME) count more.",
            HelpName = "FILE",
        };
}
