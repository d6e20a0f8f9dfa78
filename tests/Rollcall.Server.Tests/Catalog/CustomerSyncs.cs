using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Syncs;
using Rollcall.Server.Tests.Syncs;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Destinations;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Tests.Catalog;

/// <summary>Syncs of the customer that reach the partner's account.</summary>
internal static class CustomerSyncs
{
    /// <summary>A definition with small batches.</summary>
    public static string Small(string yaml) =>
        yaml.Replace("batchSize: 10000", "batchSize: 10", StringComparison.Ordinal);

    public static Task<Destination> ConnectedAsync(this CatalogWorld world, string versionId)
    {
        var settings = new Dictionary<string, string>(world.Form().Settings) { ["bearer_token"] = CatalogWorld.Token };
        return world
            .Get<Server.Destinations.Destinations>()
            .CreateAsync(world.Customer, versionId, world.Form() with { Settings = settings });
    }

    public static async Task<Sync> SyncAsync(
        this CatalogWorld world,
        Destination destination,
        string[] users,
        string cohortName = "People"
    )
    {
        var cohort = await world
            .Get<ProjectCohorts>()
            .CreateAsync(world.Customer, new NewCohort(cohortName, CohortSourceKind.File));
        await world
            .Get<Uploads>()
            .ReceiveForAsync(world.Customer, cohort.Id, $"{cohort.Id}.csv", SyncsWorld.Csv(users));
        return await world
            .Get<ProjectSyncs>()
            .CreateAsync(
                world.Customer,
                new NewSync
                {
                    CohortId = cohort.Id,
                    DestinationId = destination.Id,
                    Cadence = new Cadence { Kind = CadenceKind.Daily, At = new TimeOnly(3, 0) },
                }
            );
    }

    /// <summary>Waits until so many runs have ended.</summary>
    public static Task EndedAsync(this CatalogWorld world, int runs, string? syncId = null) =>
        SyncsWorld.UntilAsync(
            async () =>
            {
                await using var database = world.Get<Databases>().OpenForInstallation();
                var ended = await database.SyncRuns.CountAsync(run =>
                    run.FinishedAt != null && (syncId == null || run.SyncId == syncId)
                );
                // What follows from a run's end, for its sync and destination, is written just after it.
                var atRest = await database
                    .Syncs.Where(sync => !database.SyncRuns.Any(run => run.SyncId == sync.Id && run.FinishedAt == null))
                    .Select(sync => sync.Id)
                    .ToListAsync();
                return ended >= runs && atRest.TrueForAll(id => world.Get<RunFeed>().Now(id) is null);
            },
            () => $"{runs} ended runs."
        );
}
