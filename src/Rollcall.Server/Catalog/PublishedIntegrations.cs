using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Integrations;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Catalog;

/// <summary>Reads published versions: the one place where an organization sees another one's rows, and it sees nothing that is not approved.</summary>
/// <remarks>Parsed definitions are kept, since a published version never changes. Safe for use from several threads at once.</remarks>
public sealed class PublishedIntegrations(Databases databases)
{
    private const int MostKept = 200;

    private readonly ConcurrentDictionary<string, Integration> _parsed = new(StringComparer.Ordinal);

    /// <summary>A version that an organization may see: approved, or its own. One that was withdrawn is found too.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<PublishedVersion> FindAsync(
        string organizationId,
        string versionId,
        CancellationToken cancellation = default
    )
    {
        await using var database = databases.OpenForInstallation();
        return await VisibleTo(database, organizationId)
                .SingleOrDefaultAsync(version => version.Id == versionId, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
    }

    /// <summary>The versions that an organization may see, for a query.</summary>
    /// <param name="database">A session of the installation.</param>
    /// <param name="organizationId">The organization.</param>
    internal static IQueryable<PublishedVersion> VisibleTo(RollcallDatabase database, string organizationId) =>
        database
            .PublishedVersions.AsNoTracking()
            .Where(version => version.Audience == Audience.Everyone || version.OrganizationId == organizationId);

    /// <summary>A version's definition.</summary>
    public Integration DefinitionOf(PublishedVersion version)
    {
        if (_parsed.TryGetValue(version.Id, out var known))
        {
            return known;
        }
        var document = DefinitionText.Read(version);
        var integration =
            document.Integration
            ?? throw new InvalidOperationException(
                $"The published version {version.Id} is no valid definition: {document.Problems.FirstOrDefault()}"
            );
        if (_parsed.Count >= MostKept)
        {
            _parsed.Clear();
        }
        return _parsed.GetOrAdd(version.Id, integration);
    }
}
