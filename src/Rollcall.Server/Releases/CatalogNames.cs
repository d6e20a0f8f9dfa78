using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Releases;

/// <summary>Takes and frees display names in the catalog. Works in the caller's session; the caller saves.</summary>
internal static class CatalogNames
{
    /// <summary>Takes a name for an integration that does not have it yet. Another one's name breaks the save.</summary>
    public static async Task TakeAsync(
        RollcallDatabase database,
        PublishedVersion version,
        CancellationToken cancellation
    )
    {
        var key = NameKey.Of(version.Name);
        var own = await database
            .CatalogNames.AnyAsync(row => row.Key == key && row.IntegrationId == version.IntegrationId, cancellation)
            .ConfigureAwait(false);
        if (!own)
        {
            database.CatalogNames.Add(
                new CatalogName
                {
                    Key = key,
                    IntegrationId = version.IntegrationId,
                    OrganizationId = version.OrganizationId,
                }
            );
        }
    }

    /// <summary>Frees a version's name, unless another version of the integration still has it in the catalog or under review.</summary>
    public static async Task FreeAsync(
        RollcallDatabase database,
        PublishedVersion version,
        CancellationToken cancellation
    )
    {
        var key = NameKey.Of(version.Name);
        var others = await database
            .PublishedVersions.AsNoTracking()
            .Where(row => row.IntegrationId == version.IntegrationId && row.Id != version.Id && row.WithdrawnAt == null)
            .Select(row => new
            {
                row.Id,
                row.Name,
                row.Audience,
            })
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var waiting = await database
            .Submissions.Where(row =>
                row.IntegrationId == version.IntegrationId
                && row.VersionId != version.Id
                && row.State == SubmissionState.Waiting
            )
            .Select(row => row.VersionId)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var held = others.Exists(row =>
            NameKey.Of(row.Name) == key && (row.Audience == Audience.Everyone || waiting.Contains(row.Id))
        );
        var rows = await database
            .CatalogNames.Where(row => row.Key == key && row.IntegrationId == version.IntegrationId)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        if (!held)
        {
            database.CatalogNames.RemoveRange(rows);
        }
    }
}
