using Microsoft.EntityFrameworkCore;
using Rollcall.Cluster.Syncs;
using Rollcall.Server.Configuration;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Deletes syncs with all that they remember.</summary>
public sealed class SyncRemoval(Databases databases, DataFolder folder, RequestLogs logs, TimeProvider time)
{
    /// <summary>The run that removes all members.</summary>
    /// <param name="personId">Who asks; null: what they asked for before a crash.</param>
    public static RunOrder Order(string? personId) =>
        new()
        {
            Trigger = nameof(RunTrigger.Leaving),
            By = personId,
            Leaving = true,
        };

    /// <summary>The run that was to remove all members has ended: the sync goes, or stays when some are left.</summary>
    internal async Task FinishAsync(RunInput input, SyncRunStatus status)
    {
        if (!input.Order.Leaving)
        {
            return;
        }
        if (status == SyncRunStatus.Succeeded)
        {
            await DeleteAsync(input.Sync.Id).ConfigureAwait(false);
            return;
        }
        await using var database = databases.OpenForInstallation();
        await database
            .Syncs.Where(sync => sync.Id == input.Sync.Id)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(sync => sync.IsLeaving, false)
                    .SetProperty(
                        sync => sync.State,
                        sync => sync.State == SyncState.Off ? sync.State : SyncState.Paused
                    )
                    .SetProperty(sync => sync.PausedBy, "Rollcall, since not all members could be removed")
                    .SetProperty(sync => sync.StateSince, time.GetUtcNow())
                    .SetProperty(sync => sync.NextDue, (DateTimeOffset?)null)
            )
            .ConfigureAwait(false);
    }

    /// <summary>Deletes a sync: its rows, its state directory, its logs.</summary>
    public async Task DeleteAsync(string syncId)
    {
        await using var database = databases.OpenForInstallation();
        var runs = await database
            .SyncRuns.Where(run => run.SyncId == syncId)
            .Select(run => run.Id)
            .ToListAsync()
            .ConfigureAwait(false);
        await database.Syncs.Where(sync => sync.Id == syncId).ExecuteDeleteAsync().ConfigureAwait(false);
        runs.ForEach(logs.Delete);
        var state = Path.Combine(folder.Syncs, syncId);
        if (Directory.Exists(state))
        {
            Directory.Delete(state, recursive: true);
        }
    }
}
