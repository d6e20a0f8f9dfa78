using Rollcall.Core.Diffing;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>
/// Writes the next membership of a large first sync while its batches are still being sent, as if all were acknowledged
/// already. If that comes true, only the ledger's pointer is left to be swapped; if not, the files are swept like any that
/// nobody names, and what really came of the run is promoted. Until the swap none of it counts.
/// </summary>
internal sealed class PromotionAhead : IAsyncDisposable
{
    /// <summary>Fewer are promoted in less time than it takes to think about it.</summary>
    public const int LeastItems = 1 << 15;

    private readonly CancellationTokenSource _cancel = new();
    private readonly Plan _plan;
    private readonly Task<MembershipManifest?> _writing;

    private PromotionAhead(string stateFolder, Plan plan, bool isWorthIt)
    {
        _plan = plan;
        _writing = isWorthIt
            ? Task.Run(() => Write(stateFolder, plan, _cancel.Token))
            : Task.FromResult<MembershipManifest?>(null);
    }

    /// <summary>Begins to write, if the run only adds, to nobody, and enough for it to be worth while.</summary>
    /// <param name="stateFolder">The state directory.</param>
    /// <param name="sync">The sync.</param>
    /// <param name="plan">What is about to be sent; stays open until this is disposed of.</param>
    public static PromotionAhead Begin(string stateFolder, SyncRecord sync, Plan plan)
    {
        var adds = plan.Count(Lane.Adds);
        var onlyAdds = sync.Membership is null && adds == Lanes.All.Sum(plan.Count);
        return new PromotionAhead(stateFolder, plan, onlyAdds && adds >= LeastItems);
    }

    /// <summary>What was written, if everything was acknowledged as it was assumed; else null, and nothing goes on here.</summary>
    /// <param name="outcomes">What came of the plan.</param>
    public async Task<MembershipManifest?> TakeAsync(IPlanOutcomes outcomes)
    {
        if (!IsAllAcknowledged(outcomes))
        {
            await StopAsync().ConfigureAwait(false);
            return null;
        }
        return await _writing.ConfigureAwait(false);
    }

    /// <summary>Stops, and waits until nothing reads the plan, or writes, any more.</summary>
    public async Task StopAsync()
    {
        await _cancel.CancelAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _cancel.Dispose();
    }

    private static MembershipManifest? Write(string stateFolder, Plan plan, CancellationToken cancellation)
    {
        try
        {
            using var nobody = Membership.Open(stateFolder, null);
            var settings = new PromotionSettings(AddsMayLand: false, RemovesMayLand: false);
            return Promotion.Write(stateFolder, nobody, plan, new AllAcknowledged(plan), settings, cancellation);
        }
        catch (Exception exception)
            when (exception
                    is OperationCanceledException
                        or IOException
                        or UnauthorizedAccessException
                        or DamagedStateException
            )
        {
            // The promotion at the run's end meets the same, and tells it.
            return null;
        }
    }

    private bool IsAllAcknowledged(IPlanOutcomes outcomes)
    {
        long end = 0;
        foreach (var range in outcomes.Of(Lane.Adds))
        {
            if (range.Start != end || range.Outcome != Outcome.Acknowledged || range.MayLand)
            {
                return false;
            }
            end += range.Count;
        }
        return end == _plan.Count(Lane.Adds);
    }

    private sealed class AllAcknowledged(Plan plan) : IPlanOutcomes
    {
        public IEnumerable<OutcomeRange> Of(Lane lane) =>
            plan.Count(lane) == 0 ? [] : [new OutcomeRange(0, plan.Count(lane), Outcome.Acknowledged, false)];
    }
}
