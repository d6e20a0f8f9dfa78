using Rollcall.Core.Runs;

namespace Rollcall.Cli.Sync;

/// <summary>Shows how a run goes on, on standard error: a bar on a terminal, now and then a line elsewhere.</summary>
internal static class Progress
{
    /// <summary>Runs something and shows its progress.</summary>
    public static Task<RunReport> WatchAsync(Surroundings surroundings, Func<IRunProgress, Task<RunReport>> run) =>
        surroundings.ErrorIsTerminal
            ? ProgressBar.WatchAsync(surroundings, run)
            : run(new ProgressLines(surroundings.Error, surroundings.Time));
}
