using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Audit;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Writes down who changed which sync, and whose word a held run went or was discarded by.</summary>
public sealed class SyncAudit(AuditLog log)
{
    /// <summary>What of a sync is written down.</summary>
    public static object Of(Sync sync) =>
        new
        {
            sync.State,
            Cadence = Cadences.Words(sync.Cadence),
            sync.OwnerId,
            sync.MaxRemovalShare,
            sync.MaxRemovals,
            sync.HoldRemovalsOnly,
            sync.IsLeaving,
        };

    /// <summary>A sync was made or changed. The caller saves.</summary>
    public void Record(
        RollcallDatabase database,
        Asker asker,
        string action,
        Sync sync,
        string cohort,
        object? before
    ) => log.Record(database, asker, action, new AuditSubject(sync.Id, cohort, sync.ProjectId), before, Of(sync));

    /// <summary>A sync was changed. The caller saves.</summary>
    public async Task RecordAsync(
        RollcallDatabase database,
        Asker asker,
        string action,
        Sync sync,
        object before,
        CancellationToken cancellation
    ) =>
        Record(
            database,
            asker,
            action,
            sync,
            await CohortAsync(database, sync.Id, cancellation).ConfigureAwait(false),
            before
        );

    /// <summary>A sync is deleted, and everybody stays where they are. The caller saves.</summary>
    public async Task RecordDeletionAsync(
        RollcallDatabase database,
        Asker asker,
        Sync sync,
        CancellationToken cancellation
    )
    {
        var cohort = await CohortAsync(database, sync.Id, cancellation).ConfigureAwait(false);
        var subject = new AuditSubject(sync.Id, cohort, sync.ProjectId);
        log.Record(database, asker, "sync.deleted", subject, Of(sync), after: null);
    }

    /// <summary>A person spoke on a held run.</summary>
    public async Task RecordRunAsync(
        RollcallDatabase database,
        Asker asker,
        string action,
        SyncRun run,
        object what,
        CancellationToken cancellation
    )
    {
        var cohort = await CohortAsync(database, run.SyncId, cancellation).ConfigureAwait(false);
        log.Record(database, asker, action, new AuditSubject(run.Id, cohort, run.ProjectId), before: null, what);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task<string> CohortAsync(
        RollcallDatabase database,
        string syncId,
        CancellationToken cancellation
    ) =>
        await (
            from sync in database.Syncs
            where sync.Id == syncId
            join cohort in database.Cohorts on sync.CohortId equals cohort.Id
            select cohort.Name
        )
            .SingleOrDefaultAsync(cancellation)
            .ConfigureAwait(false)
        ?? "";
}
