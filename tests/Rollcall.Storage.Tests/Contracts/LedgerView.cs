using System.Text.Json;
using Rollcall.Core.Storage;

namespace Rollcall.Storage.Tests.Contracts;

/// <summary>All that a ledger says, as text: two ledgers that say the same are the same to the engine.</summary>
internal static class LedgerView
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, IncludeFields = true };

    public static string Of(ISyncLedger ledger)
    {
        var middle = UInt128.One << 127;
        return JsonSerializer.Serialize(
            new
            {
                Sync = ledger.Load(),
                Interrupted = Text(ledger.Interrupted()),
                Rejections = ledger.Between(0, UInt128.MaxValue),
                Upper = ledger.Between(middle, UInt128.MaxValue),
                Counts = ledger.CountRejections(),
                Keys = ledger.RejectionKeys().ToList(),
                Items = ledger.RejectedItems().ToList(),
                Held = ledger.HeldRun(),
                Retired = Hours().Select(hour => ledger.RetiredMemberships(Samples.Noon.AddHours(hour))).ToList(),
                Runs = ledger.Runs(),
                Newest = ledger.Runs(1),
                Ended = Hours().Select(hour => ledger.LastEndedRun(Samples.Noon.AddHours(hour))).ToList(),
                Found = new[] { "a", "a1", "b", "zz", "" }.Select(ledger.FindRun).ToList(),
            },
            Options
        );
    }

    private static IEnumerable<int> Hours() => [-1, 0, 1, 2, 3, 100];

    private static object? Text(InterruptedRun? run) =>
        run is null
            ? null
            : new
            {
                run.Run,
                run.Pieces,
                Outcomes = run.Outcomes.Select(outcome => (outcome.Lane, outcome.Range)).ToList(),
            };
}
