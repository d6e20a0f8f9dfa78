using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Destinations;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Releases;

/// <summary>Takes a published version out of the catalog.</summary>
internal static class Withdrawal
{
    /// <summary>Marks it, and frees its name. The caller saves.</summary>
    public static async Task MarkAsync(
        RollcallDatabase database,
        string versionId,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var published = await database
            .PublishedVersions.SingleOrDefaultAsync(row => row.Id == versionId, cancellation)
            .ConfigureAwait(false);
        if (published is null)
        {
            return;
        }
        (published.WithdrawnAt, published.WithdrawnReason) = (now, reason.Trim());
        await CatalogNames.FreeAsync(database, published, cancellation).ConfigureAwait(false);
    }

    /// <summary>Switches the syncs off that use it, in every organization. A run that goes on asks for itself at each batch's edge.</summary>
    public static async Task StopSyncsAsync(
        Databases databases,
        string versionId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var database = databases.OpenForInstallation();
        var destinations = await database
            .Destinations.Where(row => row.VersionId == versionId)
            .Select(row => row.Id)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        await SyncsOfDestinations.SwitchOffAsync(database, destinations, now, cancellation).ConfigureAwait(false);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }
}
