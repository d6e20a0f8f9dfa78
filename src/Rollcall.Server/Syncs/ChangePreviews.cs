using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Rollcall.Cluster.Syncs;
using Rollcall.Core.Runs;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Tells what a change of a destination, its mapping or version would do to its syncs, by a dry run of each.</summary>
public sealed class ChangePreviews(Databases databases, Candidates candidates, IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);

    /// <summary>The numbers for every sync of the destination, in the order in which they were made, each as soon as it is known.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="candidate">Makes it as it is to be, with the values that are asked for each sync.</param>
    /// <param name="cancellation">Stops waiting for runs; those that have begun end by themselves, and send nothing.</param>
    public async IAsyncEnumerable<ChangePreview> OfAsync(
        Asker asker,
        string destinationId,
        Func<IReadOnlyDictionary<string, string>, SyncDestination> candidate,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var syncs = await (
            from sync in database.Syncs.AsNoTracking()
            where sync.DestinationId == destinationId && sync.ProjectId == asker.ProjectId
            join cohort in database.Cohorts on sync.CohortId equals cohort.Id
            orderby sync.CreatedAt
            select new
            {
                sync.Id,
                cohort.Name,
                sync.Settings,
            }
        )
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        foreach (var sync in syncs)
        {
            var report = await CountAsync(asker, sync.Id, () => candidate(sync.Settings), cancellation)
                .ConfigureAwait(false);
            yield return new ChangePreview(
                sync.Id,
                sync.Name,
                report?.Status == RunStatus.Planned ? report.Planned : null,
                report?.Cohort.Items ?? 0,
                WhyNot(report)
            );
        }
    }

    private async Task<RunReport?> CountAsync(
        Asker asker,
        string syncId,
        Func<SyncDestination> candidate,
        CancellationToken cancellation
    )
    {
        string? key = null;
        try
        {
            key = candidates.Keep(candidate());
            return await DryRunAsync(asker, syncId, key, cancellation).ConfigureAwait(false);
        }
        catch (Refusal refusal)
        {
            var error = new RunError("", null, "settings", refusal.Message, 1, "");
            return new RunReport
            {
                Run = "",
                Status = RunStatus.Failed,
                Errors = [error],
            };
        }
        finally
        {
            candidates.Forget(key);
        }
    }

    private static string? WhyNot(RunReport? report) =>
        report switch
        {
            null => "A run goes on. Ask again when it has ended.",
            { Status: RunStatus.Planned } => null,
            _ => report.Errors.FirstOrDefault()?.Message ?? "It was stopped.",
        };

    // Null: another run goes on.
    private async Task<RunReport?> DryRunAsync(
        Asker asker,
        string syncId,
        string candidate,
        CancellationToken cancellation
    )
    {
        var order = new RunOrder
        {
            Trigger = nameof(RunTrigger.Manual),
            By = asker.PersonId,
            DryRun = true,
            GivesWay = true,
            Candidate = candidate,
        };
        var ordered = await grains.GetGrain<ISyncGrain>(syncId).Start(order).ConfigureAwait(false);
        if (ordered.Result != OrderResult.Started)
        {
            return null;
        }
        while (true)
        {
            await using var database = databases.OpenFor(asker.OrganizationId);
            var run = await database
                .SyncRuns.AsNoTracking()
                .SingleAsync(row => row.Id == ordered.RunId, cancellation)
                .ConfigureAwait(false);
            if (run.FinishedAt is not null)
            {
                return RunReportJson.Read(run.Report!);
            }
            await Task.Delay(Often, time, cancellation).ConfigureAwait(false);
        }
    }
}

/// <summary>What a change would do to a sync.</summary>
/// <param name="SyncId">The sync.</param>
/// <param name="Cohort">Its cohort's name.</param>
/// <param name="Planned">How many would enter, leave and change while it is the same account; null: not known.</param>
/// <param name="Items">Users in the cohort under the new identifier: those who enter where it is another account.</param>
/// <param name="Why">Why it is not known; null: it is.</param>
public sealed record ChangePreview(string SyncId, string Cohort, OperationCounts? Planned, long Items, string? Why);
