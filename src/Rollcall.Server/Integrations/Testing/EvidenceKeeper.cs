using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Rollcall.Core.EndpointTests;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations.Form;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Integrations.Testing;

/// <summary>Keeps what came of tests with the version that was tested.</summary>
public sealed class EvidenceKeeper(Databases databases, TimeProvider time)
{
    /// <summary>Begins the evidence of a test.</summary>
    internal TestRecord Begin(Asker asker, IntegrationVersion version, JsonObject root, bool isEndToEnd) =>
        new(databases, time, asker, version.Id, root, isEndToEnd ? PublicId.New("e2e") : null);

    /// <summary>The last test of each endpoint of a version, and whether the endpoint was changed since.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<IReadOnlyList<EndpointEvidence>> OfAsync(
        Asker asker,
        string versionId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var (version, _) = await IntegrationVersions.FindAsync(database, versionId, cancellation).ConfigureAwait(false);
        return await OfAsync(database, version, cancellation).ConfigureAwait(false);
    }

    /// <summary>The last test of each endpoint of a version, and whether the endpoint was changed since.</summary>
    internal static async Task<IReadOnlyList<EndpointEvidence>> OfAsync(
        RollcallDatabase database,
        IntegrationVersion version,
        CancellationToken cancellation
    )
    {
        var rows = await database
            .TestEvidence.AsNoTracking()
            .Where(row => row.VersionId == version.Id)
            .OrderBy(row => row.TestedAt)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var form = new DraftForm(Draft.Of(version));
        return
        [
            .. form.Endpoints.Select(endpoint => new EndpointEvidence(
                endpoint.Name,
                rows.LastOrDefault(row => row.Endpoint == endpoint.Name),
                TestedHash.Of(form.Root, endpoint.Name)
            )),
        ];
    }
}

/// <summary>An endpoint of a version, and its last test.</summary>
/// <param name="Endpoint">The endpoint's key.</param>
/// <param name="Last">The last test; null: there is none.</param>
/// <param name="Hash">What the endpoint is now.</param>
public sealed record EndpointEvidence(string Endpoint, TestEvidence? Last, string Hash)
{
    /// <summary>Whether it was tested, successfully, since it was last changed.</summary>
    public bool IsGood => Last is { Succeeded: true } && Last.Hash == Hash;

    /// <summary>Whether it was tested before it was last changed.</summary>
    public bool IsOutdated => Last is not null && Last.Hash != Hash;
}

/// <summary>The evidence of a test while it runs.</summary>
internal sealed class TestRecord(
    Databases databases,
    TimeProvider time,
    Asker asker,
    string versionId,
    JsonObject root,
    string? endToEndId
)
{
    private readonly JsonObject _root = root.DeepClone().AsObject();

    /// <summary>Keeps a request's outcome.</summary>
    public async Task KeepAsync(TestExchange exchange)
    {
        await using var database = databases.OpenFor(asker.OrganizationId);
        database.Add(
            new TestEvidence
            {
                Id = PublicId.New("tst"),
                OrganizationId = asker.OrganizationId,
                VersionId = versionId,
                Endpoint = exchange.Request.Endpoint,
                EndToEndId = endToEndId,
                Hash = TestedHash.Of(_root, exchange.Request.Endpoint),
                TestedAt = time.GetUtcNow(),
                TestedByName = asker.PersonName,
                Succeeded = exchange.Succeeded,
                Status = exchange.Status,
                ErrorType = exchange.Error?.Type,
            }
        );
        await database.SaveChangesAsync().ConfigureAwait(false);
    }
}
