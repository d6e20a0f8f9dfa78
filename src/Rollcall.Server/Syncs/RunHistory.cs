using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Configuration;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Syncs;

/// <summary>How long runs are kept.</summary>
public sealed class RunHistory(Databases databases, RequestLogs logs, ServerOptions options, TimeProvider time)
{
    /// <summary>Forgets runs that are older than the operator wants; each sync's last one stays.</summary>
    public async Task ForgetAsync(CancellationToken cancellation = default)
    {
        var oldest = time.GetUtcNow() - TimeSpan.FromDays(options.RunHistoryDays);
        await using var database = databases.OpenForInstallation();
        var old = await database
            .SyncRuns.Where(run => run.FinishedAt < oldest)
            .Where(run => database.SyncRuns.Any(newer => newer.SyncId == run.SyncId && newer.QueuedAt > run.QueuedAt))
            .Select(run => run.Id)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        foreach (var runs in old.Chunk(500))
        {
            await database
                .SyncRuns.Where(run => runs.Contains(run.Id))
                .ExecuteDeleteAsync(cancellation)
                .ConfigureAwait(false);
            foreach (var run in runs)
            {
                logs.Delete(run);
            }
        }
    }
}
