using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Configuration;
using Rollcall.Sources.Pushed;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Cohorts;

/// <summary>Deletes replaced uploads and pushed members once no run uses them any more.</summary>
public sealed class UnusedFiles(Databases databases, CohortFiles files, DataFolder folder, TimeProvider time)
{
    // A file that is being made is nobody's yet.
    private static readonly TimeSpan Making = TimeSpan.FromHours(1);

    /// <summary>Deletes what can go.</summary>
    public async Task SweepAsync(CancellationToken cancellation = default)
    {
        await using var database = databases.OpenForInstallation();
        var active = database.SyncRuns.Where(run =>
            run.Status == SyncRunStatus.Queued || run.Status == SyncRunStatus.Running
        );
        // A query may read any file of its project that was present when it began.
        var unused = await database
            .Uploads.Where(upload => upload.ReplacedAt != null)
            .Where(upload =>
                !active.Any(run =>
                    run.UploadId == upload.Id
                    || (run.ProjectId == upload.ProjectId && run.UploadId == null && run.QueuedAt <= upload.ReplacedAt)
                )
            )
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        foreach (var upload in unused)
        {
            files.Delete(upload.Id);
            database.Uploads.Remove(upload);
        }
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        await SweepPushedAsync(database, active, cancellation).ConfigureAwait(false);
    }

    private async Task SweepPushedAsync(
        RollcallDatabase database,
        IQueryable<SyncRun> active,
        CancellationToken cancellation
    )
    {
        if (!Directory.Exists(folder.Pushed))
        {
            return;
        }
        var old = time.GetUtcNow().UtcDateTime - Making;
        var found = Directory
            .GetFiles(folder.Pushed, "*.db", SearchOption.AllDirectories)
            .Where(file => File.GetLastWriteTimeUtc(file) < old);
        var present = await database
            .Cohorts.Where(cohort => cohort.PushFile != null)
            .Select(cohort => cohort.PushFile!)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var pinned = await active
            .Where(run => run.PushFile != null)
            .Select(run => run.PushFile!)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var used = present.Concat(pinned).ToHashSet();
        foreach (var file in found.Where(file => !used.Contains(Path.GetFileName(file))))
        {
            PushedMembers.Delete(file);
        }
    }
}
