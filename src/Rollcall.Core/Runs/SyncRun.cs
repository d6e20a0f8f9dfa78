using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Batches;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Diffing;
using Rollcall.Core.Members;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>One run of a sync from beginning to end.</summary>
internal sealed class SyncRun(
    ISyncLedger ledger,
    HttpMessageHandler http,
    TimeProvider time,
    Random random,
    SyncRequest request,
    IRunProgress progress,
    Func<bool> isSuspended,
    TaskScheduler workers
)
{
    private readonly RunPlanning _planning = new(ledger, request, time);
    private readonly RunStorage _storage = new(ledger, time);
    private readonly RunEnding _ending = new(ledger, time);
    private readonly SourceRecall _recall = new(ledger, request, time);

    /// <summary>Runs.</summary>
    public async Task<RunReport> RunAsync(CancellationToken stop)
    {
        var epoch = ledger.Claim();
        var began = time.GetTimestamp();
        try
        {
            return await RunAsync(epoch, began, allRecords: false, stop).ConfigureAwait(false);
        }
        catch (AllRecordsNeededException)
        {
            // Thrown while the plan is written: nothing of this run is known to the ledger yet.
            return await RunAsync(epoch, began, allRecords: true, stop).ConfigureAwait(false);
        }
    }

    private async Task<RunReport> RunAsync(long epoch, long began, bool allRecords, CancellationToken stop)
    {
        var interrupted = ledger.Interrupted();
        var identity = SyncIdentity.Open(ledger.Load(), request, random, time.GetUtcNow());
        CheckDefinition(identity.Sync);
        if (interrupted is null && !allRecords && _recall.Recognize(identity.Sync, stop) is { } known)
        {
            return await EndUnchangedAsync(epoch, identity.Sync, known, began).ConfigureAwait(false);
        }
        using var cohort = Read(epoch, identity.Sync, began, allRecords, stop);
        if (interrupted is not null && CanGoOn(interrupted.Run, identity, cohort))
        {
            return await GoOnAsync(epoch, identity.Sync, interrupted, cohort, stop).ConfigureAwait(false);
        }
        if (interrupted is not null)
        {
            await _ending
                .CloseAsync(epoch, interrupted, request.Integration.Delivery.Settle, progress)
                .ConfigureAwait(false);
            identity = SyncIdentity.Open(ledger.Load(), request, random, time.GetUtcNow());
        }
        return await BeginAsync(epoch, identity, cohort, stop).ConfigureAwait(false);
    }

    // Whatever the definition cannot hold is told before anything is read.
    private void CheckDefinition(SyncRecord sync)
    {
        try
        {
            var values = Values(sync, time.GetUtcNow());
            RunEndpoints.Create(request, sync, values, RunEndpoints.MaskOf(request));
            RunEndpoints.CheckCreation(request, values);
        }
        catch (SettingException unusable)
        {
            throw new UsageException(unusable.Message, unusable);
        }
    }

    private async Task<RunReport> EndUnchangedAsync(long epoch, SyncRecord sync, DeliveredSource known, long began)
    {
        progress.Reading(known.Cohort.Read);
        progress.Planned(new OperationCounts(), resumed: false);
        var head = NewRun(sync) with { ContentHash = known.ContentHash };
        var clock = new RunClock(time, began, new RunSeconds()) { Read = time.GetElapsedTime(began).TotalSeconds };
        return await _ending
            .EndUnchangedAsync(new RunJournal(ledger, epoch, time, sync, head, progress), known, clock)
            .ConfigureAwait(false);
    }

    private ReadCohort Read(long epoch, SyncRecord sync, long began, bool allRecords, CancellationToken stop)
    {
        try
        {
            var layout = ItemLayout.Of(request.Integration.Mapping);
            return new CohortReading(request, time, progress).Read(
                layout,
                sync.HashSeed,
                began,
                allRecords || request.Full || sync.Membership is null,
                _storage.TemporaryFolder,
                stop
            );
        }
        catch (SourceException broken) when (!broken.IsUsage)
        {
            _ending.RecordUnread(epoch, sync, NewRun(sync), broken);
            throw;
        }
    }

    private bool CanGoOn(RunRecord run, SyncIdentityResult identity, ReadCohort cohort) =>
        run.ContentHash == cohort.Snapshot.ContentHash
        && run.PinnedTo == RunPin.Of(request, identity.Sync)
        && (run.Full || !request.Full)
        && !identity.IsFresh;

    private async Task<RunReport> GoOnAsync(
        long epoch,
        SyncRecord sync,
        InterruptedRun interrupted,
        ReadCohort cohort,
        CancellationToken stop
    )
    {
        var journal = new RunJournal(ledger, epoch, time, sync, interrupted.Run, progress);
        cohort.Settle();
        journal.Change(known => _storage.AfterCrash(known, interrupted, request.Integration.Delivery.Settle));
        progress.Planned(interrupted.Run.Report.Planned, resumed: true);
        var run = new DeliveredRun(
            journal,
            new RunClock(time, cohort.Began, interrupted.Run.Report.Seconds) { Read = cohort.Seconds },
            cohort
        );
        return await DeliverAsync(run, interrupted, stop).ConfigureAwait(false);
    }

    private async Task<RunReport> BeginAsync(
        long epoch,
        SyncIdentityResult identity,
        ReadCohort cohort,
        CancellationToken stop
    )
    {
        var head = NewRun(identity.Sync);
        var run = new DeliveredRun(
            new RunJournal(ledger, epoch, time, identity.Sync, head, progress),
            new RunClock(time, cohort.Began, new RunSeconds()) { Read = cohort.Seconds },
            cohort
        );
        var plan = WriteFirstPlan(epoch, run, identity.IsFresh ? new NoRejections() : ledger, stop);
        var decision = _planning.Guard(cohort, plan);
        var holdsRemovals = decision.IsHeld && request.Guard == GuardMode.HoldRemovals && decision.IsAboutRemovalsOnly;
        run.Journal.Run = run.Journal.Run with
        {
            ContentHash = cohort.Snapshot.ContentHash,
            RemovalsHeld = holdsRemovals,
            PlannedRemovals = plan.Result.Summary.Remove,
            Report = run.Journal.Run.Report with { Cohort = cohort.Counts, Notes = [.. decision.Sentences] },
        };
        if (decision.IsHeld && !holdsRemovals)
        {
            return await _ending.HoldAsync(run).ConfigureAwait(false);
        }
        var step = run.Journal.Step;
        (step.Retired, step.ClearRejections) = (identity.Retired, identity.IsFresh);
        step.SupersedeHeldRuns = true;
        step.GoneRejections.AddRange(plan.Result.StaleRejections);
        run.Journal.Change(sync => sync);
        await run.Journal.CommitAsync([], withRun: true).ConfigureAwait(false);
        progress.Planned(run.Journal.Run.Report.Planned, resumed: false);
        return await DeliverAsync(run, null, stop).ConfigureAwait(false);
    }

    // Some records are read again when the plan is written.
    private RunPlan WriteFirstPlan(long epoch, DeliveredRun run, IRejections rejections, CancellationToken stop)
    {
        try
        {
            var plan = WritePlan(run, rejections, mayReadAgain: true, stop);
            run.Cohort.Settle();
            return plan;
        }
        catch (SourceException broken) when (!broken.IsUsage)
        {
            _ending.RecordUnread(epoch, run.Journal.Sync, run.Journal.Run, broken);
            throw;
        }
    }

    private RunPlan WritePlan(DeliveredRun run, IRejections rejections, bool mayReadAgain, CancellationToken stop)
    {
        var (journal, cohort) = (run.Journal, run.Cohort);
        try
        {
            var values = Values(journal.Sync, cohort.ComputedTime);
            var endpoints = RunEndpoints.Create(request, journal.Sync, values, RunEndpoints.MaskOf(request));
            var folder = _storage.NewPlanFolder(journal.Run);
            var plan = run.Clock.Measure(
                () => _planning.Write(cohort, journal.Sync, rejections, endpoints, folder, mayReadAgain, stop),
                seconds => run.Clock.Diff += seconds
            );
            var summary = plan.Result.Summary;
            journal.Run = journal.Run with
            {
                Report = journal.Run.Report with
                {
                    Planned = new OperationCounts(summary.Add, summary.Remove, summary.Change),
                },
            };
            return plan;
        }
        catch (SettingException unusable)
        {
            throw new UsageException(unusable.Message, unusable);
        }
    }

    private async Task<RunReport> DeliverAsync(DeliveredRun run, InterruptedRun? interrupted, CancellationToken stop)
    {
        var tally = new RunTally(interrupted?.Report ?? run.Journal.Run.Report, progress);
        run.Journal.Follow(tally);
        using var sender = new Sender(http, time);
        var delivery = new RunDelivery(
            ledger,
            request,
            run.Journal,
            tally,
            run.Clock,
            sender,
            time,
            random,
            progress,
            isSuspended,
            workers
        );
        run.Clock.DeliveryBegins();
        while (true)
        {
            using var plan = Plan.Open(_storage.PlanFolder(run.Journal.Run));
            var ahead = PromotionAhead.Begin(ledger.Folder, run.Journal.Sync, plan);
            await using var aheadEnds = ahead.ConfigureAwait(false);
            var result = await delivery
                .RunAsync(plan, interrupted, _ => run.ReportSoFar(tally), run.Cohort.ComputedTime, stop)
                .ConfigureAwait(false);
            if (result.Stop == StopReason.Suspended)
            {
                return await RunEnding.SuspendAsync(run, result, tally).ConfigureAwait(false);
            }
            if (result.Stop != StopReason.RecreateList || !_ending.MayRecreate(run.Journal))
            {
                return await _ending.EndAsync(run, plan, result, tally, ahead, _recall).ConfigureAwait(false);
            }
            await ahead.StopAsync().ConfigureAwait(false);
            _ending.RetireList(run, plan, result, tally, request.CohortName);
            interrupted = null;
            WritePlan(run, new NoRejections(), mayReadAgain: false, stop);
            await run.Journal.CommitAsync([], withRun: true).ConfigureAwait(false);
        }
    }

    private RunValues Values(SyncRecord sync, DateTimeOffset computed) =>
        RunEndpoints.ValuesOf(request, sync, computed);

    private RunRecord NewRun(SyncRecord sync)
    {
        var now = time.GetUtcNow();
        var id = $"{now:yyyyMMdd'T'HHmmss}-{SyncIdentity.NewId(random)[..6]}";
        return new RunRecord
        {
            Id = id,
            Started = now,
            PlanFolder = id,
            ContentHash = "",
            PinnedTo = RunPin.Of(request, sync),
            Full = request.Full,
            Report = new RunReport { Run = id, Status = RunStatus.Running },
        };
    }
}

/// <summary>A run that is being delivered: its journal, its clock, and the cohort that it holds.</summary>
internal sealed record DeliveredRun(RunJournal Journal, RunClock Clock, ReadCohort Cohort)
{
    /// <summary>The run's numbers while it goes on; what only the ledger can count is counted at the end.</summary>
    public RunReport ReportSoFar(RunTally tally) =>
        Journal.Run.Report with
        {
            ListId = Journal.Sync.ListId,
            Cohort = Cohort.Counts,
            Delivered = tally.Delivered,
            Requests = tally.Requests,
            Errors = tally.Errors,
            BytesSent = tally.BytesSent,
            Seconds = Clock.Seconds,
            Notes = tally.Notes,
            InvalidExamples = Cohort.InvalidExamples,
            DuplicateExamples = Cohort.DuplicateExamples,
        };
}
