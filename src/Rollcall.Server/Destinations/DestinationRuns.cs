using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Server.Catalog;
using Rollcall.Server.Secrets;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Database;
using Rollcall.Storage.Destinations;

namespace Rollcall.Server.Destinations;

/// <summary>Gives runs what they need of a destination, secrets in plain text included: for a request about to be rendered, and nothing else.</summary>
public sealed class DestinationRuns(
    Databases databases,
    PublishedIntegrations published,
    SecretStore secrets,
    AccountKey accounts,
    EgressRules rules,
    TimeProvider time
) : ISyncDestinations
{
    /// <inheritdoc/>
    public async Task<SyncDestination> LoadAsync(
        string organizationId,
        string destinationId,
        IReadOnlyDictionary<string, string> syncSettings,
        CancellationToken cancellation = default
    )
    {
        await using var database = databases.OpenFor(organizationId);
        var destination =
            await database
                .Destinations.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == destinationId, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        var version = await published
            .FindAsync(organizationId, destination.VersionId, cancellation)
            .ConfigureAwait(false);
        if (version.WithdrawnAt is not null)
        {
            throw Refusal.Conflict(
                $"Version {version.Number} of {version.Name} was withdrawn{Because(version.WithdrawnReason)}. Upgrade {destination.Name} to a newer version."
            );
        }
        var hidden = await secrets.ReadAsync(database, destinationId, cancellation).ConfigureAwait(false);
        return Of(destination, published.DefinitionOf(version), version.Document, hidden, syncSettings);
    }

    /// <summary>What runs need of a destination as its row says, saved or not.</summary>
    /// <param name="destination">The row.</param>
    /// <param name="integration">The definition of its version.</param>
    /// <param name="document">The definition's text.</param>
    /// <param name="hidden">Its secrets, in plain text.</param>
    /// <param name="syncSettings">Values of the fields that are asked for each sync, by variable.</param>
    /// <exception cref="Refusal">It cannot be used as it is.</exception>
    internal SyncDestination Of(
        Destination destination,
        Integration integration,
        string document,
        IReadOnlyDictionary<string, string> hidden,
        IReadOnlyDictionary<string, string> syncSettings
    )
    {
        var values = Resolve(integration, destination.Settings, hidden, syncSettings);
        CheckHosts(integration, values, destination.ApprovedHosts);
        return new SyncDestination
        {
            Id = destination.Id,
            Name = destination.Name,
            ProjectId = destination.ProjectId,
            // A state directory knows its sync by this name: it must outlive a new display name.
            Integration = integration with
            {
                Name = destination.IntegrationId,
            },
            DefinitionText = document,
            Settings = values,
            Columns = destination.Mapping,
            AccountFingerprint = accounts.Of(integration, values),
            OpenHttp = () => EgressHandler.Create(rules, integration.Delivery.Parallelism),
        };
    }

    /// <inheritdoc/>
    public async Task RefusedAsync(string organizationId, string destinationId, string reason)
    {
        await using var database = databases.OpenFor(organizationId);
        await AccountStates
            .NeedCredentialsAsync(database, destinationId, reason, time.GetUtcNow())
            .ConfigureAwait(false);
        await SaveAsync(database).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task AcceptedAsync(string organizationId, string destinationId)
    {
        await using var database = databases.OpenFor(organizationId);
        await AccountStates.ConnectAsync(database, destinationId, time.GetUtcNow()).ConfigureAwait(false);
        await SaveAsync(database).ConfigureAwait(false);
    }

    // Somebody who saves the destination at this moment knows better how it stands.
    private static async Task SaveAsync(RollcallDatabase database)
    {
        try
        {
            await database.SaveChangesAsync().ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            database.ChangeTracker.Clear();
        }
    }

    private static string Because(string? reason) => string.IsNullOrEmpty(reason) ? "" : $": {reason}";

    private static IReadOnlyDictionary<string, string> Resolve(
        Integration integration,
        Dictionary<string, string> plain,
        IReadOnlyDictionary<string, string> hidden,
        IReadOnlyDictionary<string, string> ofSync
    )
    {
        // Who makes a sync chooses what is asked for each sync, and not the destination's own fields.
        var ofSyncs = integration
            .Settings.Where(field => field.Scope == FieldScope.Sync)
            .Select(field => field.Variable)
            .ToHashSet(StringComparer.Ordinal);
        var resolved = SettingValues.Resolve(
            integration.Settings,
            variable =>
                ofSyncs.Contains(variable)
                    ? ofSync.GetValueOrDefault(variable)
                    : plain.GetValueOrDefault(variable) ?? hidden.GetValueOrDefault(variable)
        );
        return resolved.Problems.Count == 0
            ? resolved.Values
            : throw Refusal.Invalid([
                .. resolved.Problems.Select(problem => new FieldFault(
                    $"settings.{problem.Field.Variable}",
                    problem.Message
                )),
            ]);
    }

    private static void CheckHosts(
        Integration integration,
        IReadOnlyDictionary<string, string> values,
        List<string> approved
    )
    {
        try
        {
            var hosts = RequestHosts.Of(integration, values);
            var unknown = hosts.Except(approved, StringComparer.OrdinalIgnoreCase).ToList();
            if (unknown.Count > 0)
            {
                throw Refusal.Conflict(
                    $"Requests would go to {string.Join(" and ", unknown)}, which nobody has agreed to. Save the destination's settings to agree. Nothing was sent."
                );
            }
        }
        catch (SettingException exception)
        {
            throw Refusal.Invalid(new FieldFault($"settings.{exception.Variable}", exception.Message));
        }
    }
}
