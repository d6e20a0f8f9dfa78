using Rollcall.Core.Runs;

namespace Rollcall.Cli.Runs;

/// <summary>A run's status as people read it.</summary>
internal static class RunWords
{
    /// <summary><c>partially succeeded</c>.</summary>
    public static string Status(RunStatus status) =>
        status switch
        {
            RunStatus.PartiallySucceeded => "partially succeeded",
            _ => status.ToString().ToLowerInvariant(),
        };
}
