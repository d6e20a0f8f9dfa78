using System.CommandLine;

namespace Rollcall.Cli.Runs;

/// <summary>The option <c>--state</c> of the verbs that only look.</summary>
internal static class StateOption
{
    /// <summary>Makes it.</summary>
    public static Option<string> Create() =>
        new("--state")
        {
            Description = "The directory that `rollcall sync --state` was given.",
            HelpName = "DIR",
            Required = true,
        };
}
