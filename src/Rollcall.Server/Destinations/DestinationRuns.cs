using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Server.Catalog;
using Rollcall.Server.Secrets;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Database;

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
        var integration = published.DefinitionOf(version);
        var hidden = await secrets.ReadAsync(database, destinationId, cancellation).ConfigureAwait(false);
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
            DefinitionText = version.Document,
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
        var resolved = SettingValues.Resolve(
            integration.Settings,
            variable =>
                ofSync.GetValueOrDefault(variable)
                ?? plain.GetValueOrDefault(variable)
                ?? hidden.GetValueOrDefault(variable)
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
