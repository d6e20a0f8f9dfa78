using System.Globalization;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Why a run may be held, told from its numbers.</summary>
internal static class HeldReasons
{
    private const double Much = 0.1;
    private const int MuchMore = 5;

    /// <summary>The reasons, the likeliest first; none for a run that is not held.</summary>
    public static IReadOnlyList<string> Of(RunView view)
    {
        if (view is not { Run.Status: SyncRunStatus.Held, Report: { } report })
        {
            return [];
        }
        var reasons = new List<string>();
        var (read, invalid) = (report.Cohort.Read, report.Cohort.Invalid);
        if (read == 0)
        {
            reasons.Add("The source gave no rows at all: the file is empty, or the query finds nothing.");
        }
        else if ((double)invalid / read > Much)
        {
            reasons.Add(
                $"{Text(invalid)} of {Text(read)} rows have no usable identifier: the column may have been renamed, moved or left empty."
            );
        }
        if (view.Sizes is [var now, var before, ..] && before > 0 && now < before * (1 - Much))
        {
            reasons.Add(
                $"The cohort shrank from {Text(before)} to {Text(now)} users since the run before: the file may be cut short, or the query narrower than it was."
            );
        }
        if (view.Sizes is [var grown, var small, ..] && small > 0 && grown > small * MuchMore)
        {
            reasons.Add(
                $"The cohort grew from {Text(small)} to {Text(grown)} users since the run before: the query may be wider than it was, or the file another one."
            );
        }
        if (report.Planned.Add > 0 && report.Planned.Remove > 0 && Alike(report.Planned.Add, report.Planned.Remove))
        {
            reasons.Add(
                "About as many would be added as removed: the identifiers may be written in another way, such as in capitals or from another system."
            );
        }
        if (reasons.Count == 0)
        {
            reasons.Add("The cohort really changed this much.");
        }
        return reasons;
    }

    private static bool Alike(long one, long other) => Math.Abs(one - other) < Much * Math.Max(one, other);

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
