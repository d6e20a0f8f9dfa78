using Rollcall.Server.Access;
using Rollcall.Server.Audit;
using Rollcall.Server.Secrets;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Destinations;

/// <summary>Disconnects destinations.</summary>
public sealed class Disconnection(Databases databases, SecretStore secrets, AuditLog audit)
{
    /// <summary>What would keep a destination from being disconnected: the syncs that go there.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<IReadOnlyList<SyncConcerned>> SyncsAsync(
        Asker asker,
        string id,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await Destinations.FindAsync(database, asker, id, cancellation).ConfigureAwait(false);
        return await SyncsOfDestinations.OfAsync(database, id, cancellation).ConfigureAwait(false);
    }

    /// <summary>Removes a destination and its credentials. Its syncs must be deleted first: only then is it said what becomes of the users there.</summary>
    /// <exception cref="Refusal">Syncs go there still.</exception>
    public async Task DisconnectAsync(Asker asker, string id, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var destination = await Destinations.FindAsync(database, asker, id, cancellation).ConfigureAwait(false);
        var syncs = await SyncsOfDestinations.OfAsync(database, id, cancellation).ConfigureAwait(false);
        if (syncs.Count > 0)
        {
            var names = string.Join(", ", syncs.Take(3).Select(sync => sync.Cohort));
            var more = syncs.Count > 3 ? $" and {syncs.Count - 3} more" : "";
            throw Refusal.Conflict(
                $"{names}{more} still sync to {destination.Name}. Delete these syncs first: each asks whether to take its users off."
            );
        }
        database.Destinations.Remove(destination);
        await secrets.ForgetAsync(database, id, cancellation).ConfigureAwait(false);
        audit.Record(
            database,
            asker,
            "destination.disconnected",
            Destinations.SubjectOf(destination),
            new { destination.Name, destination.VersionId },
            after: null
        );
        await Destinations.SaveAsync(database, cancellation).ConfigureAwait(false);
    }
}
