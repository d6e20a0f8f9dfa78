using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Templates;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Sees to it that a list, or a property, belongs to one sync.</summary>
public sealed class ListClaims(Databases databases)
{
    /// <summary>What a new sync would own that is known before its first run: a list whose ID the definition chooses, or a property; null: nothing yet.</summary>
    public static string? Foreseen(SyncDestination destination, Cohort cohort)
    {
        var integration = destination.Integration;
        if (integration.Type == IntegrationType.Property)
        {
            return PropertyName(destination, cohort);
        }
        return integration.Endpoints.ListId is { } chosen
            ? ListIdText.Render(
                chosen,
                integration,
                new RunValues
                {
                    Settings = destination.Settings,
                    CohortName = cohort.Name,
                    CohortId = cohort.Id,
                    ComputedTime = DateTimeOffset.UnixEpoch,
                }
            )
            : null;
    }

    /// <summary>A claim, to be saved together with a new sync.</summary>
    public static ListClaim Of(Sync sync, SyncDestination destination, string name) =>
        new()
        {
            Key = KeyOf(destination, name),
            OrganizationId = sync.OrganizationId,
            SyncId = sync.Id,
            Name = name,
        };

    /// <summary>Gives a list or property to a sync, in the place of the one that it had.</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="destination">Its destination.</param>
    /// <param name="name">The list's ID or the property's name.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Null: it is the sync's. Else a sentence that names the sync that has it.</returns>
    public async Task<string?> ClaimAsync(
        Sync sync,
        SyncDestination destination,
        string name,
        CancellationToken cancellation = default
    )
    {
        // All organizations': two of them may use one account.
        await using var database = databases.OpenForInstallation();
        var key = KeyOf(destination, name);
        if (await OwnerAsync(database, key, cancellation).ConfigureAwait(false) is { } owner && owner.Id != sync.Id)
        {
            return await SentenceAsync(database, sync, owner, name, cancellation).ConfigureAwait(false);
        }
        try
        {
            await database
                .ListClaims.Where(claim => claim.SyncId == sync.Id && claim.Key != key)
                .ExecuteDeleteAsync(cancellation)
                .ConfigureAwait(false);
            if (!await database.ListClaims.AnyAsync(claim => claim.Key == key, cancellation).ConfigureAwait(false))
            {
                database.ListClaims.Add(Of(sync, destination, name));
                await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
            }
            return null;
        }
        catch (DbUpdateException)
        {
            // Somebody else was quicker: the database lets one of the two in.
            if (await OwnerAsync(database, key, cancellation).ConfigureAwait(false) is not { } first)
            {
                throw;
            }
            return await SentenceAsync(database, sync, first, name, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Who has a list or property, for a sync that is about to be made; null: nobody.</summary>
    public async Task<string?> WhyTakenAsync(
        Sync sync,
        SyncDestination destination,
        string name,
        CancellationToken cancellation = default
    )
    {
        await using var database = databases.OpenForInstallation();
        var owner = await OwnerAsync(database, KeyOf(destination, name), cancellation).ConfigureAwait(false);
        return owner is null
            ? null
            : await SentenceAsync(database, sync, owner, name, cancellation).ConfigureAwait(false);
    }

    private static Task<Sync?> OwnerAsync(RollcallDatabase database, string key, CancellationToken cancellation) =>
        (
            from claim in database.ListClaims
            where claim.Key == key
            join sync in database.Syncs on claim.SyncId equals sync.Id
            select sync
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);

    private static async Task<string> SentenceAsync(
        RollcallDatabase database,
        Sync asking,
        Sync owner,
        string name,
        CancellationToken cancellation
    )
    {
        var what = $"\"{name}\" at this account";
        if (owner.OrganizationId != asking.OrganizationId)
        {
            return $"{what} is kept by another organization of this installation. Two syncs would undo each other's work.";
        }
        var cohort = await database
            .Cohorts.Where(row => row.Id == owner.CohortId)
            .Select(row => row.Name)
            .SingleAsync(cancellation)
            .ConfigureAwait(false);
        return $"{what} is kept by the sync of the cohort {cohort} ({owner.Id}). Two syncs would undo each other's work: "
            + "take another list, or delete that sync first.";
    }

    // The fingerprint is a keyed hash already; nothing of the account can be told from it.
    private static string KeyOf(SyncDestination destination, string name)
    {
        var kind = destination.Integration.Type == IntegrationType.Property ? "property" : "list";
        var text = $"{destination.AccountFingerprint}\n{kind}\n{name}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    // Where the cohort names the property, its slug does; else what else the request says of it, the settings.
    private static string PropertyName(SyncDestination destination, Cohort cohort)
    {
        var endpoint = destination.Integration.Endpoints.For(Operation.Add);
        var used = Templates(endpoint).SelectMany(template => template.Uses).Select(use => use.Name).ToHashSet();
        var parts = new List<string>();
        if (used.Contains("cohort_name"))
        {
            parts.Add(CohortSlug.AsId(cohort.Name, cohort.Id));
        }
        else if (used.Overlaps(["cohort_id", "cohort_url"]))
        {
            parts.Add(cohort.Id);
        }
        parts.AddRange(
            destination
                .Integration.Settings.Where(field => !field.IsSecret && used.Contains(field.Variable))
                .Select(field => destination.Settings.GetValueOrDefault(field.Variable, ""))
                .Where(value => value.Length > 0)
        );
        return parts.Count == 0 ? "the property" : string.Join(" ", parts);
    }

    private static IEnumerable<Template> Templates(Core.Integrations.Endpoint endpoint) =>
        new[] { endpoint.Url, endpoint.Body, endpoint.Items }
            .Concat(endpoint.Headers.Concat(endpoint.Query).Select(pair => pair.Value))
            .OfType<Template>();
}
