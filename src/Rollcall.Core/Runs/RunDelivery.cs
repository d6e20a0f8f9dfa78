using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Batches;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Diffing;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>Delivers a plan: creates the list where there is none, then sends adds and removes.</summary>
internal sealed class RunDelivery(
    ISyncLedger ledger,
    SyncRequest request,
    RunJournal journal,
    RunTally tally,
    RunClock clock,
    Sender sender,
    TimeProvider time,
    Random random,
    IRunProgress progress,
    Func<bool> isSuspended,
    TaskScheduler workers
)
{
    private readonly Pacer _pacer = new(request.Integration.Delivery, request.Account);
    private readonly RetrySchedule _retries = new(request.RetryBase, random);
    private readonly SecretMask _mask = RunEndpoints.MaskOf(request);
    private readonly RequestRecorder _recorder = new(request.RequestLog, RunEndpoints.MaskOf(request));

    /// <summary>Delivers.</summary>
    /// <param name="plan">What is to be done.</param>
    /// <param name="recovered">What an earlier process has done of it; null for nothing.</param>
    /// <param name="report">The run's report from time to time.</param>
    /// <param name="computedTime">When the cohort was read.</param>
    /// <param name="stop">A person stops it.</param>
    public async Task<DeliveryResult> RunAsync(
        Plan plan,
        InterruptedRun? recovered,
        Func<DeliveryWork, RunReport> report,
        DateTimeOffset computedTime,
        CancellationToken stop
    )
    {
        clock.CreationBegins();
        if (await BeginAsync(computedTime, stop).ConfigureAwait(false) is { } reason)
        {
            return new DeliveryResult(
                null,
                reason == StopReason.Canceled && isSuspended() ? StopReason.Suspended : reason
            );
        }
        var values = RunEndpoints.ValuesOf(request, journal.Sync, computedTime);
        var work = Prepare(plan, recovered, report, values);
        if (work is null)
        {
            return new DeliveryResult(null, StopReason.NoList);
        }
        await work
            .Unsendable.RecordAsync(() => journal.CommitAsync(work.Lanes), () => journal.Step)
            .ConfigureAwait(false);
        clock.SendingBegins();
        var pace = new DeliveryPace(request.Integration.Delivery.Timeout, workers);
        using (var loop = new DeliveryLoop(work, sender, time, progress, pace, _recorder))
        {
            await loop.RunAsync(stop).ConfigureAwait(false);
        }
        clock.SendingEnds();
        if (work.Stop.Reason == StopReason.Canceled && isSuspended())
        {
            return new DeliveryResult(work, StopReason.Suspended);
        }
        work.Close();
        return new DeliveryResult(work, work.Stop.Reason);
    }

    private async Task<StopReason?> BeginAsync(DateTimeOffset computedTime, CancellationToken stop)
    {
        if (journal.Sync.PausedUntil is { } until && until > time.GetUtcNow())
        {
            var wait = until - time.GetUtcNow();
            tally.Note($"The destination asked to be left alone until {until:u}.");
            if (wait > RetrySchedule.LongestWait)
            {
                return StopReason.LongPause;
            }
            _pacer.PauseUntil(until);
        }
        var creation = new ListCreation(
            request,
            journal,
            tally,
            sender,
            _retries,
            _pacer,
            _mask,
            _recorder,
            time,
            random
        );
        var values = RunEndpoints.ValuesOf(request, journal.Sync, computedTime);
        return await creation.EnsureAsync(values, stop).ConfigureAwait(false);
    }

    // Null: the list's ID, which is known only now, cannot stand where the definition puts it.
    private DeliveryWork? Prepare(
        Plan plan,
        InterruptedRun? recovered,
        Func<DeliveryWork, RunReport> report,
        RunValues values
    )
    {
        try
        {
            var endpoints = RunEndpoints.Create(request, journal.Sync, values, _mask);
            return new DeliveryWork(
                new DeliveryParts
                {
                    Plan = plan,
                    Journal = journal,
                    Tally = tally,
                    Pacer = _pacer,
                    Retries = _retries,
                    Time = time,
                    Endpoint = endpoints.Of,
                    Outstanding = ledger.RejectionKeys().ToHashSet(),
                    Settle = request.Integration.Delivery.Settle,
                    Recovered = recovered,
                    HoldRemovals = journal.Run.RemovalsHeld,
                },
                report
            );
        }
        catch (SettingException unusable)
        {
            tally.Error(new DeliveryError("", null, "list ID", unusable.Message, ""), items: 0);
            return null;
        }
    }
}

/// <summary>How delivery ended.</summary>
/// <param name="Work">What was settled; null when it did not come to sending.</param>
/// <param name="Stop">Why it was stopped; null: it was not.</param>
internal sealed record DeliveryResult(DeliveryWork? Work, StopReason? Stop);
