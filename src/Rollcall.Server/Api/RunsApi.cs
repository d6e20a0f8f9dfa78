using Microsoft.AspNetCore.Http.HttpResults;
using Rollcall.Core.Delivery;
using Rollcall.Core.Runs;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Api;

/// <summary>Runs, their errors and requests, and the word on held ones.</summary>
internal static class RunsApi
{
    /// <summary>Maps the routes of a project.</summary>
    public static void MapRuns(this RouteGroupBuilder project)
    {
        var syncs = project.MapGroup("/syncs/{syncId}").WithTags("Runs");
        syncs.MapGet("/runs", ListAsync);
        syncs.MapGet("/errors", ErrorsAsync);
        var runs = project.MapGroup("/runs/{runId}").WithTags("Runs");
        runs.MapGet("", GetAsync);
        runs.MapGet("/requests", RequestsAsync);
        runs.MapPost("/confirm", ConfirmAsync);
        runs.MapPost("/reject", RejectAsync);
    }

    private static async Task<PageOf<RunAnswer>> ListAsync(
        string syncId,
        [AsParameters] PageRequest page,
        HttpContext http,
        SyncHistory history
    ) => (await history.RunsAsync(http.Asker(), syncId, page, cancellation: http.RequestAborted)).Select(RunAnswer.Of);

    private static async Task<PageOf<ErrorAnswer>> ErrorsAsync(
        string syncId,
        [AsParameters] PageRequest page,
        HttpContext http,
        SyncHistory history
    ) =>
        (await history.ErrorsAsync(http.Asker(), syncId, page, cancellation: http.RequestAborted)).Select(
            ErrorAnswer.Of
        );

    private static async Task<RunDetails> GetAsync(string runId, HttpContext http, SyncHistory history) =>
        RunDetails.Of(await history.RunAsync(http.Asker(), runId, http.RequestAborted));

    private static async Task<PageOf<LoggedRequest>> RequestsAsync(
        string runId,
        [AsParameters] PageRequest page,
        HttpContext http,
        SyncHistory history,
        bool failedOnly = false
    ) => page.Of(await history.RequestsAsync(http.Asker(), runId, failedOnly, http.RequestAborted));

    private static async Task<Accepted<OrderAnswer>> ConfirmAsync(
        string runId,
        Confirmation request,
        HttpContext http,
        SyncOrders orders
    )
    {
        var asker = http.Asker();
        var ordered = await orders.ConfirmAsync(asker, runId, request.Removals, http.RequestAborted);
        var run = ordered.RunId is null ? null : $"/api/v1/projects/{asker.ProjectId}/runs/{ordered.RunId}";
        return TypedResults.Accepted(run, new OrderAnswer(ordered.RunId, ApiWords.Of(ordered.Result)));
    }

    private static async Task<NoContent> RejectAsync(string runId, HttpContext http, SyncOrders orders)
    {
        await orders.RejectAsync(http.Asker(), runId, http.RequestAborted);
        return TypedResults.NoContent();
    }
}

/// <summary>A person's word on a held run.</summary>
/// <param name="Removals">The number of removals that it would make, typed.</param>
internal sealed record Confirmation(long Removals);

/// <summary>A run.</summary>
/// <param name="Id"><c>run_…</c></param>
/// <param name="SyncId">The sync.</param>
/// <param name="Status"><c>queued</c>, <c>running</c>, <c>held</c>, <c>superseded</c>, <c>planned</c>, <c>succeeded</c>, <c>partially_succeeded</c>, <c>failed</c> or <c>canceled</c>.</param>
/// <param name="Trigger">What began it.</param>
/// <param name="StartedBy">The person who asked for it; null: the schedule did.</param>
/// <param name="QueuedAt">When it was asked for.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="HeldRemovals">For a held run: the number to confirm.</param>
/// <param name="Items">Unique valid users of the cohort.</param>
/// <param name="Added">Acknowledged additions.</param>
/// <param name="Removed">Acknowledged removals.</param>
/// <param name="Changed">Acknowledged changes.</param>
/// <param name="Skipped">Members without a usable identifier.</param>
/// <param name="Rejected">All rejections outstanding.</param>
internal sealed record RunAnswer(
    string Id,
    string SyncId,
    string Status,
    string Trigger,
    string? StartedBy,
    DateTimeOffset QueuedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    long? HeldRemovals,
    long Items,
    long Added,
    long Removed,
    long Changed,
    long Skipped,
    long Rejected
)
{
    /// <summary>The answer for a run.</summary>
    public static RunAnswer Of(SyncRun run) =>
        new(
            run.Id,
            run.SyncId,
            ApiWords.Of(run.Status),
            ApiWords.Of(run.Trigger),
            run.StartedBy,
            run.QueuedAt,
            run.StartedAt,
            run.FinishedAt,
            run.HeldRemovals,
            run.Items,
            run.Added,
            run.Removed,
            run.Changed,
            run.Skipped,
            run.Rejected
        );
}

/// <summary>A run with what it did.</summary>
/// <param name="Run">The run.</param>
/// <param name="Report">The report, as <c>rollcall sync --json</c> prints it; null while there is none.</param>
/// <param name="Errors">What went wrong.</param>
/// <param name="Sizes">The cohort's last ten sizes, this run's first.</param>
/// <param name="LikelyReasons">For a held run: why the cohort may have shrunk.</param>
internal sealed record RunDetails(
    RunAnswer Run,
    System.Text.Json.JsonElement? Report,
    IReadOnlyList<ErrorAnswer> Errors,
    IReadOnlyList<long> Sizes,
    IReadOnlyList<string> LikelyReasons
)
{
    /// <summary>The answer for a run.</summary>
    public static RunDetails Of(RunView view) =>
        new(
            RunAnswer.Of(view.Run),
            view.Report is { } report ? Element(report) : null,
            [.. view.Errors.Select(ErrorAnswer.Of)],
            view.Sizes,
            view.LikelyReasons
        );

    private static System.Text.Json.JsonElement Element(RunReport report)
    {
        using var document = System.Text.Json.JsonDocument.Parse(RunReportJson.Write(report));
        return document.RootElement.Clone();
    }
}

/// <summary>Something that went wrong in a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="At">When the run was.</param>
/// <param name="Type">The error type.</param>
/// <param name="Endpoint">The endpoint; empty before any request.</param>
/// <param name="Status">Null without an answer.</param>
/// <param name="Count">How often.</param>
/// <param name="Users">Users who were not delivered for it; 0 for one that is about none.</param>
/// <param name="Message">For people.</param>
/// <param name="Request">The first such request, masked; empty for who may not see members.</param>
/// <param name="Response">The first such response, masked; empty for who may not see members.</param>
internal sealed record ErrorAnswer(
    string RunId,
    DateTimeOffset At,
    string Type,
    string Endpoint,
    int? Status,
    long Count,
    long Users,
    string Message,
    string Request,
    string Response
)
{
    /// <summary>The answer for an error.</summary>
    public static ErrorAnswer Of(ErrorView view) => Of(view.Error, view.Users);

    private static ErrorAnswer Of(SyncError error, long users) =>
        new(
            error.RunId,
            error.At,
            error.Type,
            error.Endpoint,
            error.Status,
            error.Count,
            users,
            error.Message,
            error.Request,
            error.Response
        );
}
