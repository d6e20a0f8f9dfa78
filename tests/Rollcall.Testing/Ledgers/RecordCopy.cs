using Rollcall.Core.Runs;
using Rollcall.Core.Storage;

namespace Rollcall.Testing.Ledgers;

/// <summary>Copies of records that share nothing changeable with the original.</summary>
internal static class RecordCopy
{
    public static SyncRecord? Of(SyncRecord? sync) =>
        sync is null ? null : sync with { LearnedBatchSizes = new Dictionary<string, int>(sync.LearnedBatchSizes) };

    public static RunRecord? Of(RunRecord? run) => run is null ? null : run with { Report = Of(run.Report) };

    /// <summary>A ledger keeps the time of a try to the millisecond.</summary>
    public static RejectedItem Of(RejectedItem item) =>
        item with
        {
            LastTried = DateTimeOffset.FromUnixTimeMilliseconds(item.LastTried.ToUnixTimeMilliseconds()),
        };

    private static RunReport Of(RunReport report) =>
        report with
        {
            Errors = [.. report.Errors],
            Notes = [.. report.Notes],
            InvalidExamples = [.. report.InvalidExamples],
            DuplicateExamples = [.. report.DuplicateExamples],
        };
}
