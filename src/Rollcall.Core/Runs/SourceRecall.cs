using System.Reflection;
using Rollcall.Core.Integrations;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>
/// Recognizes a source that holds, byte for byte, what was delivered last. Then nothing is to be done, which is known
/// for the price of reading its bytes: its members are neither mapped nor compared.
/// </summary>
internal sealed class SourceRecall(ISyncLedger ledger, SyncRequest request, TimeProvider time)
{
    // Another program may map the same bytes to other items.
    private static readonly string? Program = typeof(SourceRecall)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
        ?.InformationalVersion;

    /// <summary>What is known of the source; null: it has to be read.</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="stop">Stops.</param>
    public DeliveredSource? Recognize(SyncRecord sync, CancellationToken stop) =>
        sync.Delivered is { } known
        && known.PinnedTo == Pin(sync)
        && IsAtRest(sync, known.Cohort.Items)
        && request.Source.Holds(known.Content, stop)
            ? known
            : null;

    /// <summary>What is to be remembered after a run; null: that the destination holds exactly these members cannot be said.</summary>
    /// <param name="cohort">What was read.</param>
    /// <param name="sync">The sync after the run.</param>
    /// <param name="status">How it ended.</param>
    public DeliveredSource? After(ReadCohort cohort, SyncRecord sync, RunStatus status) =>
        status == RunStatus.Succeeded && cohort.Places.Content is { } content && IsComplete(sync, cohort.Counts.Items)
            ? new DeliveredSource
            {
                Content = content,
                PinnedTo = Pin(sync),
                ContentHash = cohort.Snapshot.ContentHash,
                Cohort = cohort.Counts,
                InvalidExamples = cohort.InvalidExamples,
                DuplicateExamples = cohort.DuplicateExamples,
            }
            : null;

    private string Pin(SyncRecord sync) => $"{Program} {RunPin.Of(request, sync)}";

    // Whatever a run does besides adding and removing is not to be left out.
    private bool IsAtRest(SyncRecord sync, long items)
    {
        var now = time.GetUtcNow();
        var mayLand = sync.AddsMayLandUntil > now || sync.RemovesMayLandUntil > now || sync.PausedUntil > now;
        var hasList = sync.ListId is not null || request.Integration.Type == IntegrationType.Property;
        return !request.Full && hasList && !mayLand && IsComplete(sync, items);
    }

    private bool IsComplete(SyncRecord sync, long items)
    {
        if (sync.Membership is null || ledger.CountRejections() != new OperationCounts())
        {
            return false;
        }
        using var membership = Membership.Open(ledger.Folder, sync.Membership);
        return membership.InDoubt == 0 && membership.Present == items;
    }
}
