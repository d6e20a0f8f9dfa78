using Microsoft.AspNetCore.Http.HttpResults;
using Rollcall.Cluster.Syncs;
using Rollcall.Server.Access;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Api;

/// <summary>Syncs and what is asked of them.</summary>
internal static class SyncsApi
{
    /// <summary>Maps the routes of a project.</summary>
    public static void MapSyncs(this RouteGroupBuilder project)
    {
        var syncs = project.MapGroup("/syncs").WithTags("Syncs");
        syncs.MapGet("", ListAsync);
        syncs.MapPost("", CreateAsync);
        syncs.MapGet("/{syncId}", GetAsync);
        syncs.MapPatch("/{syncId}", ChangeAsync);
        syncs.MapDelete("/{syncId}", DeleteAsync);
        syncs.MapPost("/{syncId}/pause", PauseAsync);
        syncs.MapPost("/{syncId}/resume", ResumeAsync);
        syncs.MapPost(
            "/{syncId}/run",
            (string syncId, HttpContext http, SyncOrders orders) =>
                StartAsync(http, asker => orders.RunAsync(asker, syncId, RunTrigger.Api, http.RequestAborted))
        );
        syncs.MapPost(
            "/{syncId}/dry-run",
            (string syncId, HttpContext http, SyncOrders orders) =>
                StartAsync(http, asker => orders.DryRunAsync(asker, syncId, RunTrigger.Api, http.RequestAborted))
        );
        syncs.MapPost(
            "/{syncId}/full-resync",
            (string syncId, HttpContext http, SyncOrders orders) =>
                StartAsync(http, asker => orders.FullResyncAsync(asker, syncId, RunTrigger.Api, http.RequestAborted))
        );
        syncs.MapPost(
            "/{syncId}/retry-rejected",
            (string syncId, HttpContext http, SyncOrders orders) =>
                StartAsync(http, asker => orders.RetryRejectedAsync(asker, syncId, RunTrigger.Api, http.RequestAborted))
        );
        syncs.MapPost("/{syncId}/cancel", CancelAsync);
        syncs.MapGet("/{syncId}/rejected.csv", RejectedAsync);
    }

    private static async Task<PageOf<SyncAnswer>> ListAsync(
        [AsParameters] PageRequest page,
        HttpContext http,
        ProjectSyncs syncs,
        string? cohortId = null,
        string? destinationId = null
    ) =>
        page.Of(await syncs.ListAsync(http.Asker(), cohortId, destinationId, http.RequestAborted))
            .Select(SyncAnswer.Of);

    private static async Task<Created<SyncAnswer>> CreateAsync(
        SyncCreation request,
        HttpContext http,
        ProjectSyncs syncs
    )
    {
        var asker = http.Asker();
        var wanted = new NewSync
        {
            CohortId = request.CohortId ?? "",
            DestinationId = request.DestinationId ?? "",
            Cadence = CadenceForm.Read(request.Cadence),
            Settings = request.Settings ?? new Dictionary<string, string>(),
            Guard = request.Guard ?? new GuardLimits(),
        };
        var sync = await syncs.CreateAsync(asker, wanted, http.RequestAborted);
        var view = await syncs.GetAsync(asker, sync.Id, http.RequestAborted);
        return TypedResults.Created($"/api/v1/projects/{asker.ProjectId}/syncs/{sync.Id}", SyncAnswer.Of(view));
    }

    private static async Task<SyncAnswer> GetAsync(string syncId, HttpContext http, ProjectSyncs syncs) =>
        SyncAnswer.Of(await syncs.GetAsync(http.Asker(), syncId, http.RequestAborted));

    private static async Task<SyncAnswer> ChangeAsync(
        string syncId,
        SyncChange request,
        HttpContext http,
        ProjectSyncs syncs
    )
    {
        var asker = http.Asker();
        if (request.Cadence is not null)
        {
            await syncs.ChangeCadenceAsync(asker, syncId, CadenceForm.Read(request.Cadence), http.RequestAborted);
        }
        if (request.Guard is not null)
        {
            await syncs.ChangeGuardAsync(asker, syncId, request.Guard, http.RequestAborted);
        }
        if (request.OwnerId is not null)
        {
            await syncs.ChangeOwnerAsync(asker, syncId, request.OwnerId, http.RequestAborted);
        }
        return await GetAsync(syncId, http, syncs);
    }

    private static async Task<Results<NoContent, Accepted>> DeleteAsync(
        string syncId,
        HttpContext http,
        ProjectSyncs syncs,
        bool removeMembers
    )
    {
        await syncs.DeleteAsync(http.Asker(), syncId, removeMembers, http.RequestAborted);
        return removeMembers ? TypedResults.Accepted((string?)null) : TypedResults.NoContent();
    }

    private static async Task<SyncAnswer> PauseAsync(string syncId, HttpContext http, ProjectSyncs syncs)
    {
        await syncs.PauseAsync(http.Asker(), syncId, http.RequestAborted);
        return await GetAsync(syncId, http, syncs);
    }

    private static async Task<SyncAnswer> ResumeAsync(string syncId, HttpContext http, ProjectSyncs syncs)
    {
        await syncs.ResumeAsync(http.Asker(), syncId, http.RequestAborted);
        return await GetAsync(syncId, http, syncs);
    }

    private static async Task<Accepted<OrderAnswer>> StartAsync(HttpContext http, Func<Asker, Task<OrderedRun>> start)
    {
        var asker = http.Asker();
        var ordered = await start(asker);
        var run = ordered.RunId is null ? null : $"/api/v1/projects/{asker.ProjectId}/runs/{ordered.RunId}";
        return TypedResults.Accepted(run, new OrderAnswer(ordered.RunId, ApiWords.Of(ordered.Result)));
    }

    private static async Task<Accepted> CancelAsync(string syncId, HttpContext http, SyncOrders orders)
    {
        await orders.CancelAsync(http.Asker(), syncId, http.RequestAborted);
        return TypedResults.Accepted((string?)null);
    }

    private static Task RejectedAsync(string syncId, HttpContext http, RejectedUsers rejected) =>
        rejected.WriteCsvAsync(
            http.Asker(),
            syncId,
            () =>
            {
                http.Response.ContentType = "text/csv; charset=utf-8";
                http.Response.Headers.ContentDisposition = $"attachment; filename=\"rejected-{syncId}.csv\"";
                return http.Response.BodyWriter.AsStream();
            },
            http.RequestAborted
        );
}
