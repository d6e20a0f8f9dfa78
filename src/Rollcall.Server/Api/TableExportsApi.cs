using System.Globalization;
using System.Runtime.CompilerServices;
using Rollcall.Server.Access;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Api;

/// <summary>The portal's tables of syncs, runs and destinations as CSV, whole.</summary>
internal static class TableExportsApi
{
    private static readonly string[] SyncHead =
    [
        "cohort",
        "destination",
        "state",
        "cadence",
        "last status",
        "last run",
        "next run",
        "not delivered",
        "owner",
        "id",
    ];

    private static readonly string[] RunHead =
    [
        "run time",
        "started by",
        "dry run",
        "status",
        "users",
        "added",
        "removed",
        "changed",
        "skipped",
        "rejected",
        "began",
        "ended",
        "id",
    ];

    private static readonly string[] DestinationHead =
    [
        "name",
        "integration",
        "version",
        "syncs",
        "last result",
        "account",
        "id",
    ];

    /// <summary>Maps the routes of a project.</summary>
    public static void MapTableExports(this RouteGroupBuilder project)
    {
        project.MapGet("/syncs.csv", SyncsAsync).WithTags("Syncs").Produces<string>(contentType: "text/csv");
        project
            .MapGet("/syncs/{syncId}/runs.csv", RunsAsync)
            .WithTags("Runs")
            .Produces<string>(contentType: "text/csv");
        project
            .MapGet("/destinations.csv", DestinationsAsync)
            .WithTags("Destinations")
            .Produces<string>(contentType: "text/csv");
    }

    private static Task SyncsAsync(HttpContext http, ProjectSyncs syncs) =>
        CsvAnswer.WriteAsync(http, "syncs.csv", SyncHead, SyncRowsAsync(http.Asker(), syncs, http.RequestAborted));

    private static Task RunsAsync(string syncId, HttpContext http, SyncHistory history) =>
        CsvAnswer.WriteAsync(
            http,
            $"runs-{syncId}.csv",
            RunHead,
            RunRowsAsync(history.AllRunsAsync(http.Asker(), syncId, http.RequestAborted))
        );

    private static Task DestinationsAsync(HttpContext http, Destinations.Destinations destinations) =>
        CsvAnswer.WriteAsync(
            http,
            "destinations.csv",
            DestinationHead,
            DestinationRowsAsync(http.Asker(), destinations, http.RequestAborted)
        );

    private static async IAsyncEnumerable<IEnumerable<string?>> SyncRowsAsync(
        Asker asker,
        ProjectSyncs syncs,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var view in await syncs.ListAsync(asker, cancellation: cancellation))
        {
            var sync = view.Sync;
            yield return
            [
                view.Cohort,
                view.Destination,
                SyncAnswer.Of(view).State,
                Cadences.Words(sync.Cadence),
                sync.LastStatus is { } last ? ApiWords.Of(last) : null,
                Text(sync.LastRunAt),
                Text(sync.NextDue),
                Text(sync.NotDelivered),
                view.Owner,
                sync.Id,
            ];
        }
    }

    private static async IAsyncEnumerable<IEnumerable<string?>> RunRowsAsync(IAsyncEnumerable<SyncRun> runs)
    {
        await foreach (var run in runs)
        {
            yield return
            [
                Text(run.QueuedAt),
                ApiWords.Of(run.Trigger),
                run.IsDryRun ? "yes" : "no",
                ApiWords.Of(run.Status),
                Text(run.Items),
                Text(run.Added),
                Text(run.Removed),
                Text(run.Changed),
                Text(run.Skipped),
                Text(run.Rejected),
                Text(run.StartedAt),
                Text(run.FinishedAt),
                run.Id,
            ];
        }
    }

    private static async IAsyncEnumerable<IEnumerable<string?>> DestinationRowsAsync(
        Asker asker,
        Destinations.Destinations destinations,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var row in await destinations.ListAsync(asker, cancellation))
        {
            yield return
            [
                row.Name,
                row.Integration,
                Text(row.VersionNumber),
                Text(row.Syncs),
                row.LastResult is { } last ? ApiWords.Of(last) : null,
                ApiWords.Of(row.State),
                row.Id,
            ];
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
}
