using Rollcall.Core.Delivery.Batches;
using Rollcall.Core.Diffing;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>Ends runs: promotes what was acknowledged, says how it ended, and cleans up.</summary>
internal sealed class RunEnding(ISyncLedger ledger, TimeProvider time)
{
    /// <summary>A list is not created anew so soon after it was created.</summary>
    private static readonly TimeSpan RecreateAfter = TimeSpan.FromMinutes(10);

    private readonly RunStorage _storage = new(ledger, time);

    /// <summary>The source could not be read to its end: a failed run, and nothing else changes.</summary>
    public void RecordUnread(long epoch, SyncRecord sync, RunRecord run, SourceException broken)
    {
        var error = new RunError("", null, "source", broken.Message, 1, "");
        var ended = run with
        {
            Finished = time.GetUtcNow(),
            Report = run.Report with { Status = RunStatus.Failed, Errors = [error] },
        };
        try
        {
            ledger.Commit(epoch, new LedgerStep { Sync = ledger.Load() is null ? sync : null, Run = ended });
        }
        catch (LedgerBusyException)
        {
            // What is wrong with the source is told all the same; only the list of runs lacks this one.
        }
        _storage.DeleteAllBut(ledger.Interrupted()?.Run);
    }

    /// <summary>The guard holds the run: nothing is sent until a person has spoken.</summary>
    public async Task<RunReport> HoldAsync(DeliveredRun run)
    {
        var journal = run.Journal;
        var tally = new RunTally(journal.Run.Report, NoProgress.Instance);
        var report = Final(run, tally, RunStatus.Held, Members(journal.Sync).InDoubt) with
        {
            LeavingExamples = LeavingExamples.Of(_storage.PlanFolder(journal.Run)),
        };
        journal.Run = journal.Run with { Finished = time.GetUtcNow(), Report = report };
        journal.Step.SupersedeHeldRuns = true;
        await journal.CommitAsync([], withRun: true).ConfigureAwait(false);
        _storage.DeleteAllBut(null);
        return report;
    }

    /// <summary>An interrupted run is not gone on with: what it has done counts, what it has left open is in doubt.</summary>
    public async Task CloseAsync(long epoch, InterruptedRun interrupted, TimeSpan settle, IRunProgress progress)
    {
        var sync = ledger.Load()!;
        var journal = new RunJournal(ledger, epoch, time, sync, interrupted.Run, progress);
        journal.Change(known => _storage.AfterCrash(known, interrupted, settle));
        var outcomes = RunOutcomes.Of(interrupted);
        using var plan = Plan.Open(_storage.PlanFolder(interrupted.Run));
        Promote(journal, plan, outcomes);
        var members = Members(journal.Sync);
        var acknowledged = outcomes.Count(Outcome.Acknowledged);
        journal.Run = interrupted.Run with
        {
            Finished = time.GetUtcNow(),
            Members = members.Present + members.InDoubt,
            Report = interrupted.Report with
            {
                Status = acknowledged > 0 ? RunStatus.PartiallySucceeded : RunStatus.Failed,
                InDoubt = members.InDoubt,
                Notes =
                [
                    .. interrupted.Run.Report.Notes,
                    "It was interrupted, and the cohort or what was asked for has changed since.",
                ],
            },
        };
        journal.Step.ClearRun = true;
        await journal.CommitAsync([], withRun: true).ConfigureAwait(false);
        Sweep(journal.Sync, null);
    }

    /// <summary>Whether a list that is gone may be created anew now.</summary>
    public bool MayRecreate(RunJournal journal) =>
        !journal.Run.ListRecreated && !(time.GetUtcNow() - journal.Sync.ListCreatedAt < RecreateAfter);

    /// <summary>The list is gone: what was known of it is kept for a while, and the run begins anew without a list.</summary>
    public void RetireList(DeliveredRun run, Plan plan, DeliveryResult result, RunTally tally, string cohortName)
    {
        var journal = run.Journal;
        Promote(journal, plan, RunOutcomes.Of(result.Work!));
        if (journal.Sync.Membership is { } membership)
        {
            var keepUntil = time.GetUtcNow() + SyncIdentity.KeepRetired;
            journal.Step.Retired = new RetiredMembership(journal.Sync.ListId, membership, keepUntil);
        }
        tally.Note(
            $"The list {journal.Sync.ListId} is gone at the destination. It is created anew with the whole cohort; "
                + "what was known of the old one is kept for 30 days."
        );
        journal.Change(sync => SyncIdentity.WithoutList(sync) with { CohortName = cohortName });
        (journal.Step.ClearRun, journal.Step.ClearRejections) = (true, true);
        journal.Step.Rejected.Clear();
        journal.Run = journal.Run with
        {
            ListRecreated = true,
            PlanFolder = $"{journal.Run.Id}-2",
            Report = run.ReportSoFar(tally),
        };
    }

    /// <summary>Delivery has ended: the next baseline, the status, the report.</summary>
    public async Task<RunReport> EndAsync(
        DeliveredRun run,
        Plan plan,
        DeliveryResult result,
        RunTally tally,
        PromotionAhead ahead,
        SourceRecall recall
    )
    {
        var journal = run.Journal;
        var outcomes = result.Work is { } work ? RunOutcomes.Of(work) : null;
        if (outcomes is not null)
        {
            // What was settled at the end is durable first: the rejections are counted from the ledger.
            await journal.CommitAsync(result.Work!.Lanes).ConfigureAwait(false);
            Promote(journal, plan, outcomes, await ahead.TakeAsync(outcomes).ConfigureAwait(false));
        }
        TellOfStop(result, journal, tally);
        var members = Members(journal.Sync);
        var status = Status(plan, result, outcomes, journal.Run.RemovalsHeld);
        var report = Final(run, tally, status, members.InDoubt) with
        {
            NeedsCredentials = result.Stop == StopReason.CredentialsRefused,
            LeavingExamples = status == RunStatus.Held ? LeavingExamples.Of(_storage.PlanFolder(journal.Run)) : null,
        };
        journal.Run = journal.Run with
        {
            Finished = time.GetUtcNow(),
            Members = members.Present + members.InDoubt,
            Report = report,
        };
        var delivered = recall.After(run.Cohort, journal.Sync, status);
        journal.Change(sync => sync with { Delivered = delivered });
        journal.Step.ClearRun = true;
        await journal.CommitAsync([], withRun: true).ConfigureAwait(false);
        Sweep(journal.Sync, null);
        return report;
    }

    /// <summary>The source holds what was delivered last: a run that had nothing to do.</summary>
    public async Task<RunReport> EndUnchangedAsync(RunJournal journal, DeliveredSource known, RunClock clock)
    {
        var report = journal.Run.Report with
        {
            Status = RunStatus.Succeeded,
            ListId = journal.Sync.ListId,
            Cohort = known.Cohort,
            Seconds = clock.Seconds,
            InvalidExamples = known.InvalidExamples,
            DuplicateExamples = known.DuplicateExamples,
        };
        journal.Run = journal.Run with { Finished = time.GetUtcNow(), Members = known.Cohort.Items, Report = report };
        (journal.Step.SupersedeHeldRuns, journal.Step.ClearRun) = (true, true);
        await journal.CommitAsync([], withRun: true).ConfigureAwait(false);
        Sweep(journal.Sync, null);
        return report;
    }

    /// <summary>The process ends before the run: what is settled is durable, nothing is promoted, and the run goes on in the next process.</summary>
    public static async Task<RunReport> SuspendAsync(DeliveredRun run, DeliveryResult result, RunTally tally)
    {
        var report = run.ReportSoFar(tally);
        run.Journal.Run = run.Journal.Run with { Report = report };
        await run.Journal.CommitAsync(result.Work?.Lanes ?? [], withRun: true).ConfigureAwait(false);
        return report;
    }

    private RunStatus Status(Plan plan, DeliveryResult result, RunOutcomes? outcomes, bool removalsHeld)
    {
        var lanes = LaneOrder.Served.Append(Lane.UnsendableAdds).Append(Lane.UnsendableRemoves);
        var toSend = lanes.Where(lane => !LaneOrder.IsRetryOfRejected(lane)).Sum(plan.Count);
        var all = lanes.Sum(plan.Count);
        var acknowledged = outcomes?.Count(Outcome.Acknowledged) ?? 0;
        var rejections = ledger.CountRejections();
        return RunStatusRule.Decide(
            result.Stop,
            toSend,
            acknowledged,
            all - acknowledged,
            rejections.Add + rejections.Remove + rejections.Change,
            removalsHeld
        );
    }

    private static void TellOfStop(DeliveryResult result, RunJournal journal, RunTally tally)
    {
        if (result.Stop is StopReason.ListGone or StopReason.RecreateList)
        {
            var error = result.Work!.Stop.Error;
            tally.Error(
                new RunError(
                    error?.Endpoint ?? "",
                    error?.Status,
                    "list gone",
                    $"The list {journal.Sync.ListId} is gone at the destination: nobody was recorded as rejected. "
                        + "Bring it back there, or begin with a new list (--fresh).",
                    1,
                    error?.Response ?? ""
                )
            );
            return;
        }
        foreach (var endpoint in FailingEndpoints(result))
        {
            tally.Note(
                $"The endpoint {endpoint} has accepted nothing in this run and counts as failing: nobody was recorded as rejected."
            );
        }
        if (result.Stop == StopReason.LongPause)
        {
            tally.Note(
                $"The destination asked to be left alone: the next run comes after {journal.Sync.PausedUntil:u}."
            );
        }
    }

    private static IEnumerable<string> FailingEndpoints(DeliveryResult result) =>
        result
            .Work?.Lanes.Select(lane => lane.Endpoint)
            .Where(endpoint => endpoint.State == EndpointState.Failing)
            .Select(endpoint => endpoint.Endpoint.Name)
            .Distinct()
        ?? [];

    private RunReport Final(DeliveredRun run, RunTally tally, RunStatus status, long inDoubt) =>
        run.ReportSoFar(tally) with
        {
            Status = status,
            Rejected = ledger.CountRejections(),
            InDoubt = inDoubt,
        };

    private void Promote(RunJournal journal, Plan plan, RunOutcomes outcomes, MembershipManifest? written = null)
    {
        if (outcomes.IsEmpty)
        {
            return;
        }
        var next = written ?? Write(journal, plan, outcomes);
        journal.Change(sync => sync with { Membership = next, Delivered = null });
    }

    private MembershipManifest Write(RunJournal journal, Plan plan, RunOutcomes outcomes)
    {
        var now = time.GetUtcNow();
        var settings = new PromotionSettings(
            AddsMayLand: journal.Sync.AddsMayLandUntil > now,
            RemovesMayLand: journal.Sync.RemovesMayLandUntil > now
        );
        using var membership = Membership.Open(ledger.Folder, journal.Sync.Membership);
        return Promotion.Write(ledger.Folder, membership, plan, outcomes, settings, CancellationToken.None);
    }

    private (long Present, long InDoubt) Members(SyncRecord sync)
    {
        using var membership = Membership.Open(ledger.Folder, sync.Membership);
        return (membership.Present, membership.InDoubt);
    }

    private void Sweep(SyncRecord sync, RunRecord? running)
    {
        _storage.SweepMemberships(sync);
        _storage.DeleteAllBut(running);
    }
}

/// <summary>Tells nobody.</summary>
internal sealed class NoProgress : IRunProgress
{
    public static readonly NoProgress Instance = new();

    public void Reading(long members) { }

    public void Planned(OperationCounts planned, bool resumed) { }

    public void Delivering(long settled, long planned) { }

    public void Note(string sentence) { }
}
