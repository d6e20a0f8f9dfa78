using System.Globalization;
using System.Runtime.CompilerServices;
using Rollcall.Server.Access;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Integrations;

namespace Rollcall.Server.Api;

/// <summary>The portal's tables of cohorts and integrations as CSV, whole.</summary>
internal static class AuthoringExportsApi
{
    private static readonly string[] CohortHead =
    [
        "name",
        "members",
        "since yesterday",
        "counted",
        "source",
        "destinations",
        "owner",
        "id",
    ];

    private static readonly string[] IntegrationHead =
    [
        "name",
        "type",
        "version",
        "state",
        "changed",
        "changed by",
        "id",
        "version id",
    ];

    /// <summary>Maps the route of a project's cohorts.</summary>
    public static void MapCohortExport(this RouteGroupBuilder project) =>
        project.MapGet("/cohorts.csv", CohortsAsync).WithTags("Cohorts").Produces<string>(contentType: "text/csv");

    /// <summary>Maps the route of an organization's integrations.</summary>
    public static void MapIntegrationExport(this RouteGroupBuilder organization) =>
        organization
            .MapGet("/integrations.csv", IntegrationsAsync)
            .WithTags("Integrations")
            .Produces<string>(contentType: "text/csv");

    private static Task CohortsAsync(HttpContext http, CohortOverview cohorts) =>
        CsvAnswer.WriteAsync(
            http,
            "cohorts.csv",
            CohortHead,
            CohortRowsAsync(http.Asker(), cohorts, http.RequestAborted)
        );

    private static Task IntegrationsAsync(HttpContext http, IntegrationVersions integrations) =>
        CsvAnswer.WriteAsync(
            http,
            "integrations.csv",
            IntegrationHead,
            IntegrationRowsAsync(http.Asker(), integrations, http.RequestAborted)
        );

    private static async IAsyncEnumerable<IEnumerable<string?>> CohortRowsAsync(
        Asker asker,
        CohortOverview cohorts,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var line in await cohorts.ListAsync(asker, cancellation))
        {
            yield return
            [
                line.Cohort.Name,
                line.Cohort.Members?.ToString(CultureInfo.InvariantCulture),
                line.Change?.ToString(CultureInfo.InvariantCulture),
                Text(line.Cohort.MembersAt),
                ApiWords.Of(line.Cohort.Source),
                string.Join("; ", line.Syncs.Select(mark => mark.Destination)),
                line.Owner,
                line.Cohort.Id,
            ];
        }
    }

    private static async IAsyncEnumerable<IEnumerable<string?>> IntegrationRowsAsync(
        Asker asker,
        IntegrationVersions integrations,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var row in await integrations.ListAsync(asker, cancellation))
        {
            yield return
            [
                row.Name,
                ApiWords.Of(row.Type),
                row.Number.ToString(CultureInfo.InvariantCulture),
                ApiWords.Of(row.State),
                Text(row.ChangedAt),
                row.ChangedByName,
                row.IntegrationId,
                row.VersionId,
            ];
        }
    }

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
}
