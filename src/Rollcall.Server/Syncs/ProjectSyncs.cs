using Microsoft.EntityFrameworkCore;
using Rollcall.Cluster.Syncs;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>The syncs of a project.</summary>
public sealed class ProjectSyncs(
    Databases databases,
    ISyncDestinations destinations,
    SyncMaker maker,
    SyncSweep sweep,
    RunFeed feed,
    SyncRemoval removal,
    SyncAudit audit,
    IGrainFactory grains,
    TimeProvider time
)
{
    /// <summary>All syncs, the newest first.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="cohortId">Those of a cohort only; null: all.</param>
    /// <param name="destinationId">Those of a destination only; null: all.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<IReadOnlyList<SyncView>> ListAsync(
        Asker asker,
        string? cohortId = null,
        string? destinationId = null,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var rows = await Views(database, asker)
            .Where(row => cohortId == null || row.Sync.CohortId == cohortId)
            .Where(row => destinationId == null || row.Sync.DestinationId == destinationId)
            .OrderByDescending(row => row.Sync.CreatedAt)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        return [.. rows.Select(row => row.ToView(feed))];
    }

    /// <summary>One sync.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<SyncView> GetAsync(Asker asker, string syncId, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var row =
            await Views(database, asker)
                .SingleOrDefaultAsync(view => view.Sync.Id == syncId, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        return row.ToView(feed);
    }

    /// <summary>Makes a sync; its first run starts at once.</summary>
    /// <exception cref="Refusal">Something is missing, the cohort is synced there already, or the list belongs to another sync.</exception>
    public Task<Sync> CreateAsync(Asker asker, NewSync wanted, CancellationToken cancellation = default) =>
        maker.CreateAsync(asker, wanted, cancellation);

    /// <summary>Stops a sync until somebody resumes it. A run that goes on is not stopped by it.</summary>
    /// <exception cref="Refusal">Not found, or it does not run by itself.</exception>
    public Task<Sync> PauseAsync(Asker asker, string syncId, CancellationToken cancellation = default) =>
        ChangeAsync(
            asker,
            syncId,
            "sync.paused",
            (sync, _) =>
            {
                if (sync.State is SyncState.Off)
                {
                    throw Refusal.Conflict("This sync is off; there is nothing to pause.");
                }
                Stand(sync, SyncState.Paused);
                (sync.PausedBy, sync.NextDue) = (asker.PersonName, null);
            },
            cancellation
        );

    /// <summary>A paused sync goes on: what it missed meanwhile is one run, at once.</summary>
    /// <exception cref="Refusal">Not found, or not paused.</exception>
    public Task<Sync> ResumeAsync(Asker asker, string syncId, CancellationToken cancellation = default) =>
        ChangeAsync(
            asker,
            syncId,
            "sync.resumed",
            (sync, project) =>
            {
                if (sync.State != SyncState.Paused)
                {
                    throw Refusal.Conflict("This sync is not paused.");
                }
                var isDone = sync.Cadence.Kind == CadenceKind.OneTime && sync.LastSyncedAt is not null;
                Stand(sync, isDone ? SyncState.Finished : SyncState.Active);
                var missed =
                    CredentialStops.NextOf(sync, project, sync.LastRunAt ?? sync.CreatedAt) <= time.GetUtcNow();
                sync.PausedBy = null;
                sync.NextDue =
                    isDone ? null
                    : missed || sync.LastRunAt is null ? time.GetUtcNow()
                    : CredentialStops.NextOf(sync, project, time.GetUtcNow());
            },
            cancellation
        );

    /// <summary>Changes how often a sync runs.</summary>
    /// <exception cref="Refusal">Not found, no cadence, or one that the destination rules out.</exception>
    public async Task<Sync> ChangeCadenceAsync(
        Asker asker,
        string syncId,
        Cadence cadence,
        CancellationToken cancellation = default
    )
    {
        var view = await GetAsync(asker, syncId, cancellation).ConfigureAwait(false);
        var destination = await LoadAsync(view.Sync, cancellation).ConfigureAwait(false);
        SyncRules.CheckCadence(cadence, asker.Project!, destination, time.GetUtcNow());
        return await ChangeAsync(
                asker,
                syncId,
                "sync.changed",
                (sync, project) =>
                {
                    sync.Cadence = cadence;
                    if (sync.State == SyncState.Finished && cadence.Kind != CadenceKind.OneTime)
                    {
                        Stand(sync, SyncState.Active);
                    }
                    sync.NextDue =
                        sync.State == SyncState.Active
                            ? CredentialStops.NextOf(sync, project, time.GetUtcNow())
                            : sync.NextDue;
                },
                cancellation
            )
            .ConfigureAwait(false);
    }

    /// <summary>Changes when removals are held.</summary>
    /// <exception cref="Refusal">Not found, or no limits.</exception>
    public Task<Sync> ChangeGuardAsync(
        Asker asker,
        string syncId,
        GuardLimits guard,
        CancellationToken cancellation = default
    )
    {
        SyncRules.CheckGuard(guard);
        return ChangeAsync(
            asker,
            syncId,
            "sync.changed",
            (sync, _) =>
                (sync.MaxRemovalShare, sync.MaxRemovals, sync.HoldRemovalsOnly) = (
                    guard.MaxRemovalShare,
                    guard.MaxRemovals,
                    guard.HoldRemovalsOnly
                ),
            cancellation
        );
    }

    /// <summary>Makes somebody else answer for a sync.</summary>
    /// <exception cref="Refusal">Not found, or the person has no seat in the organization.</exception>
    public async Task<Sync> ChangeOwnerAsync(
        Asker asker,
        string syncId,
        string personId,
        CancellationToken cancellation = default
    )
    {
        await using var database = databases.OpenFor(asker.OrganizationId);
        var hasSeat = await database
            .Seats.AnyAsync(seat => seat.PersonId == personId, cancellation)
            .ConfigureAwait(false);
        if (!hasSeat)
        {
            throw Refusal.Invalid(new FieldFault("ownerId", "Nobody of this organization has this ID."));
        }
        return await ChangeAsync(asker, syncId, "sync.changed", (sync, _) => sync.OwnerId = personId, cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Deletes a sync: at once, everybody staying at the destination as they are, or after a run that removes them.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="removeMembers">Whether the members leave first.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">Not found, or a run goes on.</exception>
    public async Task DeleteAsync(
        Asker asker,
        string syncId,
        bool removeMembers,
        CancellationToken cancellation = default
    )
    {
        if (!removeMembers)
        {
            await DeleteAtOnceAsync(asker, syncId, cancellation).ConfigureAwait(false);
            return;
        }
        await ChangeAsync(
                asker,
                syncId,
                "sync.leaving",
                (sync, _) => (sync.IsLeaving, sync.NextDue) = (true, null),
                cancellation
            )
            .ConfigureAwait(false);
        await grains.GetGrain<ISyncGrain>(syncId).Start(SyncRemoval.Order(asker.PersonId)).ConfigureAwait(false);
    }

    private async Task DeleteAtOnceAsync(Asker asker, string syncId, CancellationToken cancellation)
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var sync = await database.SyncOfAsync(asker, syncId, cancellation).ConfigureAwait(false);
        await RefuseWhileRunningAsync(database, syncId, cancellation).ConfigureAwait(false);
        await audit.RecordDeletionAsync(database, asker, sync, cancellation).ConfigureAwait(false);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        await removal.DeleteAsync(syncId).ConfigureAwait(false);
    }

    private Task<SyncDestination> LoadAsync(Sync sync, CancellationToken cancellation) =>
        destinations.LoadAsync(sync.OrganizationId, sync.DestinationId, sync.Settings, cancellation);

    private async Task<Sync> ChangeAsync(
        Asker asker,
        string syncId,
        string action,
        Action<Sync, Project> change,
        CancellationToken cancellation
    )
    {
        asker.Require(Permission.Edit);
        while (true)
        {
            await using var database = databases.OpenFor(asker.OrganizationId);
            var sync = await database.SyncOfAsync(asker, syncId, cancellation).ConfigureAwait(false);
            if (sync.IsLeaving)
            {
                throw Refusal.Conflict("This sync is being deleted: its members are leaving.");
            }
            var before = SyncAudit.Of(sync);
            change(sync, asker.Project!);
            await audit.RecordAsync(database, asker, action, sync, before, cancellation).ConfigureAwait(false);
            try
            {
                await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
                sweep.Wake();
                return sync;
            }
            catch (DbUpdateConcurrencyException)
            {
                // A run has ended at the same moment; what is asked for counts for the sync as it is now.
            }
        }
    }

    private void Stand(Sync sync, SyncState state) => (sync.State, sync.StateSince) = (state, time.GetUtcNow());

    private static async Task RefuseWhileRunningAsync(
        RollcallDatabase database,
        string syncId,
        CancellationToken cancellation
    )
    {
        var runs = await database
            .SyncRuns.AnyAsync(
                run =>
                    run.SyncId == syncId && (run.Status == SyncRunStatus.Queued || run.Status == SyncRunStatus.Running),
                cancellation
            )
            .ConfigureAwait(false);
        if (runs)
        {
            throw Refusal.Conflict("A run of this sync goes on. Cancel it, or wait until it has ended.");
        }
    }

    private static IQueryable<ViewRow> Views(RollcallDatabase database, Asker asker) =>
        from sync in database.Syncs.AsNoTracking()
        where sync.ProjectId == asker.ProjectId
        join cohort in database.Cohorts on sync.CohortId equals cohort.Id
        select new ViewRow
        {
            Sync = sync,
            Cohort = cohort.Name,
            Destination =
                database
                    .Destinations.Where(destination => destination.Id == sync.DestinationId)
                    .Select(destination => destination.Name)
                    .FirstOrDefault()
                ?? "",
            Owner =
                database.Users.Where(person => person.Id == sync.OwnerId).Select(person => person.Name).FirstOrDefault()
                ?? "",
        };

    private sealed class ViewRow
    {
        public required Sync Sync { get; init; }

        public required string Cohort { get; init; }

        public required string Destination { get; init; }

        public required string Owner { get; init; }

        public SyncView ToView(RunFeed feed) => new(Sync, Cohort, Destination, Owner, feed.Now(Sync.Id));
    }
}
