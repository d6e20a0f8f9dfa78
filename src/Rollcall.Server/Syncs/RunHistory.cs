using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Configuration;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>How long runs are kept.</summary>
public sealed class RunHistory(Databases databases, RequestLogs logs, ServerOptions options, TimeProvider time)
{
    /// <summary>Forgets runs that are older than their project wants them, or the operator any; each sync's last one stays.</summary>
    public async Task ForgetAsync(CancellationToken cancellation = default)
    {
        await using var database = databases.OpenForInstallation();
        var projects = await database
            .Projects.Select(project => new { project.Id, project.RetentionDays })
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        foreach (var project in projects)
        {
            var days = Math.Min(project.RetentionDays, options.RunHistoryDays);
            var oldest = time.GetUtcNow() - TimeSpan.FromDays(days);
            await ForgetAsync(database, project.Id, oldest, cancellation).ConfigureAwait(false);
        }
    }

    private async Task ForgetAsync(
        RollcallDatabase database,
        string projectId,
        DateTimeOffset oldest,
        CancellationToken cancellation
    )
    {
        var old = await database
            .SyncRuns.Where(run => run.ProjectId == projectId && run.FinishedAt < oldest)
            .Where(run => run.Status != SyncRunStatus.Held)
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
