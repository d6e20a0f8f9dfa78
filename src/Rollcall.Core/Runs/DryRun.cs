using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Diffing;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>Tells what a run would do. Sends nothing, and leaves the state as it is.</summary>
internal sealed class DryRun(
    ISyncLedger ledger,
    TimeProvider time,
    Random random,
    SyncRequest request,
    IRunProgress progress
)
{
    private readonly RunStorage _storage = new(ledger, time);
    private readonly RunPlanning _planning = new(ledger, request, time);

    /// <summary>Plans.</summary>
    public RunReport Run(CancellationToken stop)
    {
        var began = time.GetTimestamp();
        try
        {
            return Run(began, allRecords: false, stop);
        }
        catch (AllRecordsNeededException)
        {
            return Run(began, allRecords: true, stop);
        }
    }

    private RunReport Run(long began, bool allRecords, CancellationToken stop)
    {
        var identity = SyncIdentity.Open(ledger.Load(), request, random, time.GetUtcNow());
        var clock = new RunClock(time, began, new RunSeconds());
        try
        {
            var values = RunEndpoints.ValuesOf(request, identity.Sync, time.GetUtcNow());
            var endpoints = RunEndpoints.Create(request, identity.Sync, values, RunEndpoints.MaskOf(request));
            RunEndpoints.CheckCreation(request, values);
            if (!allRecords && ledger.Interrupted() is null && Recognize(identity.Sync, stop) is { } known)
            {
                clock.Read = time.GetElapsedTime(began).TotalSeconds;
                return Unchanged(known, clock, identity.Sync);
            }
            var layout = ItemLayout.Of(request.Integration.Mapping);
            var reading = new CohortReading(request, time, progress);
            using var cohort = reading.Read(
                layout,
                identity.Sync.HashSeed,
                began,
                allRecords || request.Full || identity.Sync.Membership is null,
                _storage.TemporaryFolder,
                stop
            );
            clock.Read = cohort.Seconds;
            var folder = Path.Combine(_storage.TemporaryFolder, "plan");
            var sync = identity.IsFresh ? identity.Sync : AsIfClosed(identity.Sync);
            IRejections rejections = identity.IsFresh ? new NoRejections() : ledger;
            var plan = clock.Measure(
                () => _planning.Write(cohort, sync, rejections, endpoints, folder, mayReadAgain: true, stop),
                seconds => clock.Diff = seconds
            );
            return Report(cohort, plan, clock, sync);
        }
        catch (SettingException unusable)
        {
            throw new UsageException(unusable.Message, unusable);
        }
        finally
        {
            _storage.DeleteAllBut(ledger.Interrupted()?.Run);
            _storage.SweepMemberships(ledger.Load());
        }
    }

    // A run that a crash has cut counts with what it has done.
    private SyncRecord AsIfClosed(SyncRecord sync)
    {
        if (ledger.Interrupted() is not { } interrupted)
        {
            return sync;
        }
        using var plan = Plan.Open(_storage.PlanFolder(interrupted.Run));
        using var membership = Membership.Open(ledger.Folder, sync.Membership);
        var settings = new PromotionSettings(AddsMayLand: true, RemovesMayLand: true);
        var outcomes = RunOutcomes.Of(interrupted);
        return sync with
        {
            Membership = Promotion.Write(ledger.Folder, membership, plan, outcomes, settings, CancellationToken.None),
        };
    }

    private DeliveredSource? Recognize(SyncRecord sync, CancellationToken stop) =>
        new SourceRecall(ledger, request, time).Recognize(sync, stop);

    private static RunReport Unchanged(DeliveredSource known, RunClock clock, SyncRecord sync) =>
        new()
        {
            Run = "",
            Status = RunStatus.Planned,
            ListId = sync.ListId,
            Cohort = known.Cohort,
            Seconds = clock.Seconds,
            InvalidExamples = known.InvalidExamples,
            DuplicateExamples = known.DuplicateExamples,
        };

    private RunReport Report(ReadCohort cohort, RunPlan plan, RunClock clock, SyncRecord sync)
    {
        var summary = plan.Result.Summary;
        var decision = _planning.Guard(cohort, plan);
        return new RunReport
        {
            Run = "",
            Status = RunStatus.Planned,
            ListId = sync.ListId,
            Cohort = cohort.Counts,
            Planned = new OperationCounts(summary.Add, summary.Remove, summary.Change),
            Rejected = ledger.CountRejections(),
            Seconds = clock.Seconds,
            Notes = decision.IsHeld ? ["This run would be held.", .. decision.Sentences] : [],
            InvalidExamples = cohort.InvalidExamples,
            DuplicateExamples = cohort.DuplicateExamples,
        };
    }
}
