using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Server.Access;
using Rollcall.Server.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Makes syncs.</summary>
public sealed class SyncMaker(
    Databases databases,
    ISyncDestinations destinations,
    ListClaims claims,
    SyncSweep sweep,
    SyncAudit audit,
    TimeProvider time
)
{
    /// <summary>Makes a sync; its first run starts at once.</summary>
    /// <exception cref="Refusal">Something is missing, the cohort is synced there already, or the list belongs to another sync.</exception>
    public async Task<Sync> CreateAsync(Asker asker, NewSync wanted, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var cohort = await database.CohortOfAsync(asker, wanted.CohortId, cancellation).ConfigureAwait(false);
        var destination = await destinations
            .LoadAsync(asker.OrganizationId, wanted.DestinationId, wanted.Settings, cancellation)
            .ConfigureAwait(false);
        if (destination.ProjectId != asker.ProjectId)
        {
            throw Refusal.NotFound();
        }
        SyncRules.CheckSettings(wanted.Settings, destination);
        SyncRules.CheckCadence(wanted.Cadence, asker.Project!, destination, time.GetUtcNow());
        SyncRules.CheckGuard(wanted.Guard);
        await RefuseSecondAsync(database, wanted, cancellation).ConfigureAwait(false);
        var sync = New(asker, wanted, time.GetUtcNow());
        var owned = Foreseen(destination, cohort);
        if (owned is not null)
        {
            await RefuseTakenAsync(sync, destination, owned, cancellation).ConfigureAwait(false);
            database.ListClaims.Add(ListClaims.Of(sync, destination, owned));
        }
        database.Syncs.Add(sync);
        audit.Record(database, asker, "sync.created", sync, cohort.Name, before: null);
        try
        {
            await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        }
        catch (DbUpdateException)
        {
            if (owned is not null)
            {
                await RefuseTakenAsync(sync, destination, owned, cancellation).ConfigureAwait(false);
            }
            throw Refusal.Conflict(
                "This cohort is kept in this destination already: somebody else made the sync at the same moment."
            );
        }
        sweep.Wake();
        return sync;
    }

    private static Sync New(Asker asker, NewSync wanted, DateTimeOffset now) =>
        new()
        {
            Id = PublicId.New("syn"),
            OrganizationId = asker.OrganizationId,
            ProjectId = asker.ProjectId,
            CohortId = wanted.CohortId,
            DestinationId = wanted.DestinationId,
            OwnerId = asker.PersonId,
            Settings = new Dictionary<string, string>(wanted.Settings),
            Cadence = wanted.Cadence,
            State = SyncState.Active,
            StateSince = now,
            HoldRemovalsOnly = wanted.Guard.HoldRemovalsOnly,
            MaxRemovalShare = wanted.Guard.MaxRemovalShare,
            MaxRemovals = wanted.Guard.MaxRemovals,
            NextDue = now,
            CreatedAt = now,
        };

    private async Task RefuseTakenAsync(
        Sync sync,
        SyncDestination destination,
        string name,
        CancellationToken cancellation
    )
    {
        if (await claims.WhyTakenAsync(sync, destination, name, cancellation).ConfigureAwait(false) is { } taken)
        {
            throw Refusal.Conflict(taken);
        }
    }

    private static string? Foreseen(SyncDestination destination, Storage.Cohorts.Cohort cohort)
    {
        try
        {
            return ListClaims.Foreseen(destination, cohort);
        }
        catch (SettingException unusable)
        {
            throw Refusal.Invalid(new FieldFault($"settings.{unusable.Variable}", unusable.Message));
        }
    }

    private static async Task RefuseSecondAsync(
        RollcallDatabase database,
        NewSync wanted,
        CancellationToken cancellation
    )
    {
        var first = await database
            .Syncs.Where(sync => sync.CohortId == wanted.CohortId && sync.DestinationId == wanted.DestinationId)
            .Select(sync => sync.Id)
            .FirstOrDefaultAsync(cancellation)
            .ConfigureAwait(false);
        if (first is not null)
        {
            throw Refusal.Conflict($"This cohort is kept in this destination already, by the sync {first}.");
        }
    }
}
