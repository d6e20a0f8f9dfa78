using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Catalog;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;
using Rollcall.Storage.Destinations;

namespace Rollcall.Server.Destinations;

/// <summary>What lists show of destinations besides their own rows: versions, updates, syncs.</summary>
internal sealed class InstalledHeads
{
    private readonly Dictionary<string, PublishedVersion> _versions;
    private readonly Dictionary<string, PublishedVersion> _newest;
    private readonly Dictionary<string, SyncsThere> _syncs;

    private InstalledHeads(IEnumerable<PublishedVersion> versions, Dictionary<string, SyncsThere> syncs)
    {
        _versions = versions.ToDictionary(version => version.Id, StringComparer.Ordinal);
        _newest = _versions
            .Values.Where(version => version.WithdrawnAt is null && version.Audience != Audience.Reviewers)
            .GroupBy(version => version.IntegrationId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MaxBy(version => version.Number)!, StringComparer.Ordinal);
        _syncs = syncs;
    }

    /// <summary>Reads them.</summary>
    public static async Task<InstalledHeads> ReadAsync(
        Databases databases,
        string organizationId,
        IReadOnlyList<Destination> destinations,
        CancellationToken cancellation
    )
    {
        var integrations = destinations.Select(destination => destination.IntegrationId).Distinct().ToList();
        var ids = destinations.Select(destination => destination.Id).ToList();
        await using var database = databases.OpenForInstallation();
        var versions = await PublishedIntegrations
            .VisibleTo(database, organizationId)
            .Where(version => integrations.Contains(version.IntegrationId))
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        await using var own = databases.OpenFor(organizationId);
        return new InstalledHeads(
            versions,
            await SyncsOfDestinations.CountAsync(own, ids, cancellation).ConfigureAwait(false)
        );
    }

    /// <summary>A destination as lists show it.</summary>
    public DestinationRow Row(Destination destination)
    {
        var version = _versions[destination.VersionId];
        var newest = _newest.GetValueOrDefault(destination.IntegrationId);
        return new DestinationRow
        {
            Id = destination.Id,
            Name = destination.Name,
            Integration = version.Name,
            IntegrationId = destination.IntegrationId,
            VersionId = version.Id,
            VersionNumber = version.Number,
            Update = newest is not null && newest.Number > version.Number ? newest : null,
            IsWithdrawn = version.WithdrawnAt is not null,
            HasLogo = version.Logo is not null,
            Syncs = _syncs.GetValueOrDefault(destination.Id)?.Count ?? 0,
            LastResult = _syncs.GetValueOrDefault(destination.Id)?.LastResult,
            State = destination.State,
            StateReason = destination.StateReason,
        };
    }
}
