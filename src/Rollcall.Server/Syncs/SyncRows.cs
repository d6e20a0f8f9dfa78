using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Finds syncs and runs of the asker's project.</summary>
internal static class SyncRows
{
    /// <summary>The sync.</summary>
    /// <exception cref="Refusal">Not found: there is none, or it is of another project.</exception>
    public static async Task<Sync> SyncOfAsync(
        this RollcallDatabase database,
        Asker asker,
        string syncId,
        CancellationToken cancellation
    ) =>
        await database
            .Syncs.SingleOrDefaultAsync(sync => sync.Id == syncId && sync.ProjectId == asker.ProjectId, cancellation)
            .ConfigureAwait(false)
        ?? throw Refusal.NotFound();

    /// <summary>The run.</summary>
    /// <exception cref="Refusal">Not found: there is none, or it is of another project.</exception>
    public static async Task<SyncRun> RunOfAsync(
        this RollcallDatabase database,
        Asker asker,
        string runId,
        CancellationToken cancellation
    ) =>
        await database
            .SyncRuns.AsNoTracking()
            .SingleOrDefaultAsync(run => run.Id == runId && run.ProjectId == asker.ProjectId, cancellation)
            .ConfigureAwait(false)
        ?? throw Refusal.NotFound();
}
