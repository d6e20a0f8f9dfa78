using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Integrations;
using Rollcall.Server.Integrations;
using Rollcall.Server.Integrations.Testing;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;
using Integration = Rollcall.Core.Integrations.Integration;

namespace Rollcall.Server.Releases;

/// <summary>Checks what is to be let out.</summary>
/// <param name="databases">For the names that other organizations have in the catalog.</param>
public sealed class ReleaseChecks(Databases databases)
{
    private const int MostErrorsTold = 5;

    /// <summary>The check list of a version.</summary>
    /// <param name="database">The organization's session.</param>
    /// <param name="content">The version.</param>
    /// <param name="forSubmission">Whether it is to be submitted; else released internally.</param>
    /// <param name="cancellation">Stops.</param>
    internal async Task<CheckList> OfAsync(
        RollcallDatabase database,
        VersionContent content,
        bool forSubmission,
        CancellationToken cancellation
    )
    {
        var lines = new List<CheckLine>();
        lines.AddRange(Definition(content));
        lines.AddRange(ConnectionLines(content));
        if (forSubmission && content.Connection is { } connection)
        {
            lines.Add(await NameAsync(content.Version, connection, cancellation).ConfigureAwait(false));
        }
        if (content.Document.Integration is { } integration)
        {
            var tests = await EvidenceKeeper.OfAsync(database, content.Version, cancellation).ConfigureAwait(false);
            lines.AddRange(Tests(tests, forSubmission));
            lines.AddRange(SecretsOfSyncs(integration));
            lines.AddRange(Messages(integration));
        }
        return new CheckList([.. lines.OrderBy(line => line.Result)]);
    }

    /// <summary>Whether a name is another integration's in the catalog.</summary>
    internal async Task<bool> IsTakenAsync(string name, string integrationId, CancellationToken cancellation)
    {
        var key = NameKey.Of(name);
        await using var database = databases.OpenForInstallation();
        return await database
            .CatalogNames.AnyAsync(row => row.Key == key && row.IntegrationId != integrationId, cancellation)
            .ConfigureAwait(false);
    }

    private static IEnumerable<CheckLine> Definition(VersionContent content)
    {
        var errors = content.Document.Problems.Where(problem => problem.Severity == Severity.Error).ToList();
        foreach (var error in errors.Take(MostErrorsTold))
        {
            yield return new CheckLine(CheckResult.Blocks, error.Message, "definition");
        }
        if (errors.Count > MostErrorsTold)
        {
            yield return new CheckLine(
                CheckResult.Blocks,
                $"The definition has {errors.Count - MostErrorsTold:N0} more errors.",
                "definition"
            );
        }
        if (content.Version.Unfinished is not null)
        {
            yield return new CheckLine(
                CheckResult.Blocks,
                "Something in the form is typed half and cannot stand in the definition yet. Finish it.",
                "definition"
            );
        }
        else if (errors.Count == 0)
        {
            yield return new CheckLine(CheckResult.Fine, "The definition is valid.", "definition");
        }
    }

    private static IEnumerable<CheckLine> ConnectionLines(VersionContent content)
    {
        if (content.Connection is not { } connection)
        {
            yield return new CheckLine(
                CheckResult.Blocks,
                "No connection information is chosen. Choose it in step 1.",
                "connection"
            );
            yield break;
        }
        yield return connection.FullDescription.Trim().Length > 0
            ? new CheckLine(CheckResult.Fine, "The tile has a description.", "connection.fullDescription")
            : new CheckLine(
                CheckResult.Blocks,
                "The tile has no description. Write one.",
                "connection.fullDescription"
            );
        yield return content.Logo is not null
            ? new CheckLine(CheckResult.Fine, "The tile has a logo.", "connection.logo")
            : new CheckLine(
                CheckResult.Advice,
                "The tile has no logo; initials stand in its place.",
                "connection.logo"
            );
    }

    private async Task<CheckLine> NameAsync(
        IntegrationVersion version,
        Connection connection,
        CancellationToken cancellation
    )
    {
        var taken = await IsTakenAsync(connection.DisplayName, version.IntegrationId, cancellation)
            .ConfigureAwait(false);
        return taken
            ? new CheckLine(
                CheckResult.Blocks,
                $"Another destination in the catalog is called {connection.DisplayName}. Choose another display name.",
                "connection.displayName"
            )
            : new CheckLine(CheckResult.Fine, "The display name is free in the catalog.", "connection.displayName");
    }

    private static IEnumerable<CheckLine> Tests(IReadOnlyList<EndpointEvidence> tests, bool forSubmission)
    {
        var missing = forSubmission ? CheckResult.Blocks : CheckResult.Advice;
        foreach (var test in tests)
        {
            var (label, place) = (EndpointLabels.Of(test.Endpoint), $"tests.{test.Endpoint}");
            yield return test switch
            {
                { Last: null } => new CheckLine(missing, $"{label} was never tested. Test it.", place),
                { Last.Succeeded: false } => new CheckLine(
                    missing,
                    $"The last test of {label} failed. Test it again.",
                    place
                ),
                { IsOutdated: true } => new CheckLine(
                    missing,
                    $"{label} was changed since its last test. Test it again.",
                    place
                ),
                _ => new CheckLine(CheckResult.Fine, $"{label} was tested since its last change.", place),
            };
        }
    }

    // What belongs to one sync stands on its page and in the audit log; secrets are kept with the destination only.
    private static IEnumerable<CheckLine> SecretsOfSyncs(Integration integration) =>
        integration
            .Settings.Where(field => field is { Scope: FieldScope.Sync, IsSecret: true })
            .Select(field => new CheckLine(
                CheckResult.Blocks,
                $"{field.DisplayName} ({field.Variable}) is a secret and asked for with each sync, where it could not be kept secret. Ask for it with the destination (scope: destination), or say secret: false if it is none.",
                "definition"
            ));

    private static IEnumerable<CheckLine> Messages(Integration integration)
    {
        foreach (var endpoint in integration.Endpoints.All)
        {
            var missing = new[] { 401, 429 }
                .Where(status => !endpoint.Errors.Any(row => row.Status.Matches(status)))
                .ToList();
            if (missing.Count > 0)
            {
                yield return new CheckLine(
                    CheckResult.Advice,
                    $"{EndpointLabels.Of(endpoint.Name)} has no error message for {string.Join(" and ", missing)}: customers would read the default one.",
                    $"endpoints.{endpoint.Name}.errors"
                );
            }
        }
    }
}
