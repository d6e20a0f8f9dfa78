using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Integrations;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Catalog;

/// <summary>The catalog as an organization sees it: a tile an integration, of the newest version that it may see.</summary>
public sealed class CatalogReader(Databases databases, PublishedIntegrations published)
{
    /// <summary>The tiles, by name.</summary>
    /// <param name="asker">For whom; with a project, tiles tell whether they are installed there.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<IReadOnlyList<Tile>> TilesAsync(Asker asker, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        var heads = await HeadsAsync(asker.OrganizationId, cancellation).ConfigureAwait(false);
        var installed = await InstalledAsync(asker, cancellation).ConfigureAwait(false);
        return
        [
            .. heads
                .GroupBy(head => head.IntegrationId, StringComparer.Ordinal)
                .Select(group =>
                    group
                        .OrderBy(head => head.Audience == Audience.Reviewers)
                        .ThenByDescending(head => head.Number)
                        .First()
                )
                .Select(head => TileOf(head, installed.GetValueOrDefault(head.IntegrationId)))
                .OrderBy(tile => tile.Name, StringComparer.CurrentCultureIgnoreCase)
                .ThenBy(tile => tile.IntegrationId, StringComparer.Ordinal),
        ];
    }

    /// <summary>What a tile opens.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<TilePage> OpenAsync(Asker asker, string integrationId, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenForInstallation();
        var versions = await PublishedIntegrations
            .VisibleTo(database, asker.OrganizationId)
            .Where(version => version.IntegrationId == integrationId && version.WithdrawnAt == null)
            .OrderByDescending(version => version.Number)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        if (versions.Count == 0)
        {
            throw Refusal.NotFound();
        }
        var partner = versions[0].OrganizationId;
        var organization = await database
            .Organizations.Where(row => row.Id == partner)
            .Select(row => row.Name)
            .SingleOrDefaultAsync(cancellation)
            .ConfigureAwait(false);
        var installed = await InstalledAsync(asker, cancellation).ConfigureAwait(false);
        var newest = versions.Find(version => version.Audience != Audience.Reviewers) ?? versions[0];
        return new TilePage(
            TileOf(HeadOf(newest), installed.GetValueOrDefault(integrationId)),
            newest,
            published.DefinitionOf(newest),
            organization,
            [
                .. versions.Select(version => new VersionNote(
                    version.Id,
                    version.Number,
                    version.Audience,
                    version.ApprovedAt ?? version.FrozenAt
                )),
            ]
        );
    }

    /// <summary>The logo of a version that an organization may see; null where it has none.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<byte[]?> LogoAsync(Asker asker, string versionId, CancellationToken cancellation = default) =>
        (await published.FindAsync(asker.OrganizationId, versionId, cancellation).ConfigureAwait(false)).Logo;

    private async Task<List<Head>> HeadsAsync(string organizationId, CancellationToken cancellation)
    {
        await using var database = databases.OpenForInstallation();
        return await PublishedIntegrations
            .VisibleTo(database, organizationId)
            .Where(version => version.WithdrawnAt == null)
            .Select(version => new Head(
                version.IntegrationId,
                version.Id,
                version.Number,
                version.Name,
                version.Category,
                version.Summary,
                version.Type,
                version.Audience,
                version.Logo != null
            ))
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
    }

    private async Task<Dictionary<string, int>> InstalledAsync(Asker asker, CancellationToken cancellation)
    {
        if (asker.Project is not { Id: var projectId })
        {
            return [];
        }
        await using var database = databases.OpenFor(asker.OrganizationId);
        return await database
            .Destinations.Where(destination => destination.ProjectId == projectId)
            .GroupBy(destination => destination.IntegrationId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(pair => pair.Key, pair => pair.Count, cancellation)
            .ConfigureAwait(false);
    }

    private static Head HeadOf(PublishedVersion version) =>
        new(
            version.IntegrationId,
            version.Id,
            version.Number,
            version.Name,
            version.Category,
            version.Summary,
            version.Type,
            version.Audience,
            version.Logo is not null
        );

    private static Tile TileOf(Head head, int installed) =>
        new()
        {
            IntegrationId = head.IntegrationId,
            VersionId = head.VersionId,
            Name = head.Name,
            Category = head.Category,
            CategoryLabel = Categories.Label(head.Category),
            Summary = head.Summary,
            Type = head.Type,
            HasLogo = head.HasLogo,
            Installed = installed,
            Badge = head.Audience switch
            {
                Audience.Reviewers => TileBadge.InReview,
                Audience.Organization => TileBadge.Internal,
                _ => TileBadge.None,
            },
        };

    private sealed record Head(
        string IntegrationId,
        string VersionId,
        int Number,
        string Name,
        string Category,
        string Summary,
        IntegrationType Type,
        Audience Audience,
        bool HasLogo
    );
}

/// <summary>A tile of the catalog.</summary>
public sealed record Tile
{
    /// <summary>The integration.</summary>
    public required string IntegrationId { get; init; }

    /// <summary>The newest version that the organization may see.</summary>
    public required string VersionId { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>The category, as documents write it.</summary>
    public required string Category { get; init; }

    /// <summary>The category, as people see it.</summary>
    public required string CategoryLabel { get; init; }

    /// <summary>One sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>List or property.</summary>
    public required IntegrationType Type { get; init; }

    /// <summary>Whether there is a logo; else initials stand there.</summary>
    public required bool HasLogo { get; init; }

    /// <summary>How often it is installed in the project.</summary>
    public required int Installed { get; init; }

    /// <summary>A mark on it.</summary>
    public required TileBadge Badge { get; init; }
}

/// <summary>Marks on tiles.</summary>
public enum TileBadge
{
    /// <summary>None.</summary>
    None,

    /// <summary>Only its own organization sees it.</summary>
    Internal,

    /// <summary>A reviewer has it; it cannot be installed yet.</summary>
    InReview,
}

/// <summary>What a tile opens.</summary>
/// <param name="Tile">The tile.</param>
/// <param name="Version">The newest version that can be installed; where none can, the one under review.</param>
/// <param name="Integration">That version's definition.</param>
/// <param name="Partner">The organization that offers it; null: it came with the installation.</param>
/// <param name="Versions">All that are to be had, the newest first.</param>
public sealed record TilePage(
    Tile Tile,
    PublishedVersion Version,
    Integration Integration,
    string? Partner,
    IReadOnlyList<VersionNote> Versions
);

/// <summary>A version in a tile's list.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Number">Its number.</param>
/// <param name="Audience">Who sees it.</param>
/// <param name="Since">Since when it is to be had.</param>
public sealed record VersionNote(string Id, int Number, Audience Audience, DateTimeOffset Since);
