using Rollcall.Core.Runs;

namespace Rollcall.Cli.Sync;

/// <summary>Shows how a run goes on, on standard error: a bar on a terminal, now and then a line elsewhere.</summary>
internal static class Progress
{
    /// <summary>Runs something and shows its progress.</summary>
    /// <param name="surroundings">Where to.</param>
    /// <param name="told">Receives the notes that a person has seen on the terminal.</param>
    /// <param name="run">What to run.</param>
    public static Task<RunReport> WatchAsync(
        Surroundings surroundings,
        ICollection<string> told,
        Func<IRunProgress, Task<RunReport>> run
    ) =>
        surroundings.ErrorIsTerminal
            ? ProgressBar.WatchAsync(surroundings, told, run)
            : run(new ProgressLines(surroundings.Error, surroundings.Time));
}
