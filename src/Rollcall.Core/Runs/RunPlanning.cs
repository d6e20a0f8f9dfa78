using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>Works out what a run is to do, and whether it looks like a mistake.</summary>
internal sealed class RunPlanning(ISyncLedger ledger, SyncRequest request, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Writes the plan.</summary>
    /// <param name="cohort">What is wanted.</param>
    /// <param name="sync">The sync; its membership is the baseline.</param>
    /// <param name="rejections">Outstanding ones.</param>
    /// <param name="endpoints">Tell which items no request can hold.</param>
    /// <param name="folder">The plan's folder.</param>
    /// <param name="mayReadAgain">Whether the cohort may be read again with all its records, should most of them be needed.</param>
    /// <param name="stop">Stops.</param>
    /// <exception cref="AllRecordsNeededException">It should be.</exception>
    public RunPlan Write(
        ReadCohort cohort,
        SyncRecord sync,
        IRejections rejections,
        RunEndpoints endpoints,
        string folder,
        bool mayReadAgain,
        CancellationToken stop
    )
    {
        using var membership = Membership.Open(ledger.Folder, sync.Membership);
        var now = time.GetUtcNow();
        var settings = new DiffSettings
        {
            Layout = ItemLayout.Of(request.Integration.Mapping),
            RemovalFields = endpoints.Of(Operation.Remove).Builder.Fields,
            HashSeed = sync.HashSeed,
            Durable = !request.DryRun,
            OnChange = request.Integration.Delivery.OnChange,
            Full = request.Full,
            MayReadAgain = mayReadAgain,
            Now = now,
            AddsMayLand = sync.AddsMayLandUntil > now,
            RemovesMayLand = sync.RemovesMayLandUntil > now,
            WhyNot = endpoints.WhyNot,
        };
        var result = Differ.Write(cohort.Snapshot, membership, rejections, settings, folder, stop);
        return new RunPlan(result, membership.Present + membership.InDoubt);
    }

    /// <summary>Why the plan is to be held; empty: it is not, or a person has confirmed it.</summary>
    public GuardDecision Guard(ReadCohort cohort, RunPlan plan)
    {
        var now = time.GetUtcNow();
        var before = ledger.LastEndedRun(now);
        var removals = plan.Result.Summary.Remove;
        var reasons = Runs.Guard.Check(
            new GuardInput
            {
                Removals = removals,
                MembersNow = plan.MembersBefore,
                MembersADayAgo = ledger.LastEndedRun(now - Day)?.Members ?? 0,
                ItemsNow = cohort.Counts.Items,
                ItemsBefore = before?.Report.Cohort.Items,
                InvalidShareNow = InvalidShare(cohort.Counts),
                InvalidShareBefore = before is null ? null : InvalidShare(before.Report.Cohort),
                UsualShare = request.UsualRemovalShare,
                MaxRemovals = request.MaxRemovals,
            }
        );
        return Confirm(reasons, cohort, removals);
    }

    private GuardDecision Confirm(IReadOnlyList<GuardReason> reasons, ReadCohort cohort, long removals)
    {
        if (reasons.Count == 0 || !request.Confirmation.Confirmed)
        {
            return new GuardDecision(reasons, null);
        }
        if (request.Confirmation.Ceiling is { } ceiling)
        {
            return removals <= ceiling
                ? new GuardDecision([.. reasons.Where(reason => !reason.IsAboutRemovals)], null)
                : new GuardDecision(
                    reasons,
                    $"Confirmed were {ceiling} removals at most; this run would make {removals}."
                );
        }
        var held = ledger.HeldRun();
        if (held is not null && held.ContentHash == cohort.Snapshot.ContentHash && removals <= held.PlannedRemovals)
        {
            return new GuardDecision([], null);
        }
        return new GuardDecision(
            reasons,
            held is null
                ? "There was no held run to confirm."
                : "The cohort is not the one that was held: the confirmation is void, the numbers are new."
        );
    }

    private static double InvalidShare(CohortCounts counts) =>
        counts.Read == 0 ? 0 : (double)counts.Invalid / counts.Read;
}

/// <summary>A plan that was written.</summary>
/// <param name="Result">Its numbers.</param>
/// <param name="MembersBefore">Items at the destination before it, present or in doubt.</param>
internal sealed record RunPlan(PlanResult Result, long MembersBefore);

/// <summary>What the guard says.</summary>
/// <param name="Reasons">Why the run is held; empty: it is not.</param>
/// <param name="WhyNotConfirmed">Why a person's confirmation does not count; null: it does, or there was none.</param>
internal sealed record GuardDecision(IReadOnlyList<GuardReason> Reasons, string? WhyNotConfirmed)
{
    /// <summary>Whether anything speaks against it.</summary>
    public bool IsHeld => Reasons.Count > 0;

    /// <summary>Whether holding the removals is enough.</summary>
    public bool IsAboutRemovalsOnly => Reasons.All(reason => reason.IsAboutRemovals);

    /// <summary>For people.</summary>
    public IEnumerable<string> Sentences =>
        Reasons.Select(reason => reason.Sentence).Concat(WhyNotConfirmed is null ? [] : [WhyNotConfirmed]);
}

/// <summary>A list that is new has no rejections, whatever the old one had.</summary>
internal sealed class NoRejections : IRejections
{
    /// <inheritdoc/>
    public IReadOnlyList<Rejection> Between(UInt128 first, UInt128 last) => [];
}
