using Rollcall.Cli.Output;
using Rollcall.Core.Runs;

namespace Rollcall.Cli.Sync;

/// <summary>Sentences about a run that goes on.</summary>
internal static class ProgressText
{
    /// <summary>What is to be done.</summary>
    public static string Planned(OperationCounts planned, bool resumed)
    {
        if (planned is { Add: 0, Remove: 0, Change: 0 })
        {
            return resumed ? "An interrupted run goes on: nothing is left to send." : "Nothing to send.";
        }
        var begin = resumed ? "An interrupted run goes on: " : "";
        return $"{begin}{Words.Number(planned.Add)} to add, {Words.Number(planned.Remove)} to remove, {Words.Number(planned.Change)} changed.";
    }
}
