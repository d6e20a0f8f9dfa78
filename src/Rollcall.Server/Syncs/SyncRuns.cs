using Microsoft.EntityFrameworkCore;
using Rollcall.Cluster.Syncs;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>The runs of syncs in the database, and their execution.</summary>
internal sealed class SyncRuns(Databases databases, RunExecution execution, Suspension suspension, TimeProvider time)
    : ISyncRuns
{
    /// <inheritdoc/>
    public async Task<string?> BeginAsync(string syncId, RunOrder order)
    {
        await using var database = databases.OpenForInstallation();
        var found = await (
            from sync in database.Syncs
            where sync.Id == syncId
            join cohort in database.Cohorts on sync.CohortId equals cohort.Id
            select new
            {
                sync.OrganizationId,
                sync.ProjectId,
                cohort.UploadId,
                cohort.PushFile,
            }
        )
            .SingleOrDefaultAsync()
            .ConfigureAwait(false);
        if (found is null)
        {
            return null;
        }
        var run = new SyncRun
        {
            Id = PublicId.New("run"),
            OrganizationId = found.OrganizationId,
            ProjectId = found.ProjectId,
            SyncId = syncId,
            Status = SyncRunStatus.Queued,
            Trigger = Enum.Parse<RunTrigger>(order.Trigger),
            StartedBy = order.By,
            Order = OrderJson.Write(order),
            IsDryRun = order.DryRun,
            QueuedAt = time.GetUtcNow(),
            UploadId = order.Leaving ? null : found.UploadId,
            PushFile = order.Leaving ? null : found.PushFile,
        };
        database.SyncRuns.Add(run);
        try
        {
            var transaction = await database.Database.BeginTransactionAsync().ConfigureAwait(false);
            await using var _ = transaction.ConfigureAwait(false);
            await database.SaveChangesAsync().ConfigureAwait(false);
            await database
                .Syncs.Where(sync => sync.Id == syncId && sync.FollowUp == run.Order)
                .ExecuteUpdateAsync(set => set.SetProperty(sync => sync.FollowUp, (string?)null))
                .ConfigureAwait(false);
            await transaction.CommitAsync().ConfigureAwait(false);
            return run.Id;
        }
        catch (DbUpdateException) when (IsActive(database, syncId))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task RunAsync(string syncId, string runId, CancellationToken cancel) =>
        suspension.WatchAsync(() => execution.RunAsync(syncId, runId, cancel));

    /// <inheritdoc/>
    public async Task<string?> ActiveAsync(string syncId)
    {
        await using var database = databases.OpenForInstallation();
        return await database
            .SyncRuns.Where(run => run.SyncId == syncId)
            .Where(run => run.Status == SyncRunStatus.Queued || run.Status == SyncRunStatus.Running)
            .Select(run => run.Id)
            .SingleOrDefaultAsync()
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task SkipAsync(string syncId)
    {
        await using var database = databases.OpenForInstallation();
        await database
            .Syncs.Where(sync => sync.Id == syncId)
            .ExecuteUpdateAsync(set => set.SetProperty(sync => sync.Skipped, sync => sync.Skipped + 1))
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task KeepAsync(string syncId, RunOrder order)
    {
        await using var database = databases.OpenForInstallation();
        var isKept = false;
        while (!isKept)
        {
            var row = await database
                .Syncs.Where(sync => sync.Id == syncId)
                .Select(sync => new { sync.FollowUp })
                .SingleOrDefaultAsync()
                .ConfigureAwait(false);
            if (row is null)
            {
                return;
            }
            var json = OrderJson.Write(row.FollowUp is { } kept ? OrderJson.Read(kept).With(order) : order);
            isKept =
                await database
                    .Syncs.Where(sync => sync.Id == syncId && sync.FollowUp == row.FollowUp)
                    .ExecuteUpdateAsync(set => set.SetProperty(sync => sync.FollowUp, json))
                    .ConfigureAwait(false) > 0;
        }
    }

    /// <inheritdoc/>
    public async Task<RunOrder?> KeptAsync(string syncId)
    {
        // What follows a run that stays for the next process follows it there.
        if (suspension.Token.IsCancellationRequested)
        {
            return null;
        }
        await using var database = databases.OpenForInstallation();
        var kept = await database
            .Syncs.Where(sync => sync.Id == syncId)
            .Select(sync => sync.FollowUp)
            .SingleOrDefaultAsync()
            .ConfigureAwait(false);
        return kept is null ? null : OrderJson.Read(kept);
    }

    private static bool IsActive(RollcallDatabase database, string syncId)
    {
        database.ChangeTracker.Clear();
        return database.SyncRuns.Any(run =>
            run.SyncId == syncId && (run.Status == SyncRunStatus.Queued || run.Status == SyncRunStatus.Running)
        );
    }
}
