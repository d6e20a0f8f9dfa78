using Microsoft.EntityFrameworkCore;
using Rollcall.Cluster.Syncs;
using Rollcall.Server.Destinations;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Releases;

/// <summary>Takes a published version out of the catalog.</summary>
public sealed class Withdrawal(Databases databases, IGrainFactory grains)
{
    /// <summary>Marks it, and frees its name. The caller saves.</summary>
    internal static async Task MarkAsync(
        RollcallDatabase database,
        string versionId,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var published = await database
            .PublishedVersions.SingleOrDefaultAsync(row => row.Id == versionId, cancellation)
            .ConfigureAwait(false);
        if (published is null)
        {
            return;
        }
        (published.WithdrawnAt, published.WithdrawnReason) = (now, reason.Trim());
        await CatalogNames.FreeAsync(database, published, cancellation).ConfigureAwait(false);
    }

    /// <summary>Switches the syncs off that use it, in every organization. Runs that go on stop at a batch's edge: what is in flight finishes.</summary>
    public async Task StopSyncsAsync(string versionId, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var database = databases.OpenForInstallation();
        var destinations = await database
            .Destinations.Where(row => row.VersionId == versionId)
            .Select(row => row.Id)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        await SyncsOfDestinations.SwitchOffAsync(database, destinations, now, cancellation).ConfigureAwait(false);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        var running = await (
            from run in database.SyncRuns
            where run.Status == SyncRunStatus.Queued || run.Status == SyncRunStatus.Running
            join sync in database.Syncs on run.SyncId equals sync.Id
            where destinations.Contains(sync.DestinationId)
            select sync.Id
        )
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        foreach (var syncId in running)
        {
            await grains.GetGrain<ISyncGrain>(syncId).Cancel().ConfigureAwait(false);
        }
    }
}
