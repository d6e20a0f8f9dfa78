using Rollcall.Cli.Output;
using Rollcall.Core.Runs;

namespace Rollcall.Cli.Sync;

/// <summary>A run's exit code.</summary>
internal static class RunExit
{
    /// <summary>By status, and by what the user allowed to be lost.</summary>
    /// <param name="report">The run.</param>
    /// <param name="allowed"><c>--allow-rejected</c>; null: nothing.</param>
    /// <param name="talk">Is told when a loss was allowed.</param>
    public static int CodeOf(RunReport report, RemovalLimit? allowed, TextWriter talk)
    {
        switch (report.Status)
        {
            case RunStatus.Succeeded or RunStatus.Planned:
                return ExitCode.Done;
            case RunStatus.Held:
                return ExitCode.Held;
            case RunStatus.Canceled:
                return ExitCode.Interrupted;
            case RunStatus.PartiallySucceeded when allowed is { } limit && Lost(report) <= Ceiling(report, limit):
                talk.WriteLine(
                    $"{Words.Count(Lost(report), "user")} could not be delivered, which --allow-rejected allows."
                );
                return ExitCode.Done;
            default:
                return ExitCode.Failed;
        }
    }

    // Rejections of earlier runs are outstanding and not planned again; failed batches are planned and not rejected.
    private static long Lost(RunReport report) =>
        Math.Max(Sum(report.Rejected), Sum(report.Planned) - Sum(report.Delivered));

    private static double Ceiling(RunReport report, RemovalLimit limit) =>
        limit.Number ?? limit.Share!.Value * Math.Max(report.Cohort.Items, Sum(report.Planned));

    private static long Sum(OperationCounts counts) => counts.Add + counts.Remove + counts.Change;
}
