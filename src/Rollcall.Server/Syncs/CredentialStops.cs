using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>When a destination refuses its credentials, all its syncs stop but for a question a day; when it takes them again, they go on.</summary>
internal sealed class CredentialStops(Databases databases, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The credentials were refused to a sync: it asks again in a day, the others of the destination wait for it.</summary>
    public async Task StopAsync(string destinationId, string syncId)
    {
        var now = time.GetUtcNow();
        await using var database = databases.OpenForInstallation();
        var syncs = database.Syncs.Where(sync => sync.DestinationId == destinationId);
        await syncs
            .Where(sync => sync.State == SyncState.Active || sync.State == SyncState.Finished && sync.Id == syncId)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(sync => sync.State, SyncState.NeedsCredentials)
                    .SetProperty(sync => sync.StateSince, now)
                    .SetProperty(sync => sync.NextDue, (DateTimeOffset?)null)
            )
            .ConfigureAwait(false);
        await syncs
            .Where(sync => sync.State == SyncState.NeedsCredentials)
            .ExecuteUpdateAsync(set => set.SetProperty(sync => sync.NextDue, (DateTimeOffset?)null))
            .ConfigureAwait(false);
        // Somebody who asked meanwhile whether they are accepted has had the answer.
        await syncs
            .Where(sync => sync.Id == syncId && sync.State == SyncState.NeedsCredentials)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(sync => sync.NextDue, (DateTimeOffset?)(now + Day))
                    .SetProperty(sync => sync.FollowUp, (string?)null)
            )
            .ConfigureAwait(false);
    }

    /// <summary>The credentials were accepted from a sync: the others of the destination, which they kept waiting, run at once.</summary>
    public async Task GoOnAsync(string destinationId, string syncId)
    {
        var now = time.GetUtcNow();
        await using var database = databases.OpenForInstallation();
        var waiting = await (
            from sync in database.Syncs
            where sync.DestinationId == destinationId && sync.State == SyncState.NeedsCredentials
            join project in database.Projects on sync.ProjectId equals project.Id
            select new { Sync = sync, project.TimeZone }
        )
            .ToListAsync()
            .ConfigureAwait(false);
        foreach (var row in waiting)
        {
            var sync = row.Sync;
            (sync.State, sync.StateSince) = (SyncState.Active, now);
            sync.NextDue = sync.Id == syncId ? NextOf(sync, row.TimeZone, now) : now;
        }
        await database.SaveChangesAsync().ConfigureAwait(false);
    }

    /// <summary>When a sync is due next by its cadence.</summary>
    internal static DateTimeOffset? NextOf(Sync sync, string timeZone, DateTimeOffset now) =>
        Cadences.Next(sync.Cadence, timeZone, sync.CreatedAt, Cadences.SpreadOf(sync.Id), now);

    /// <summary>When a sync is due next by its cadence.</summary>
    internal static DateTimeOffset? NextOf(Sync sync, Project project, DateTimeOffset now) =>
        NextOf(sync, project.TimeZone, now);
}
