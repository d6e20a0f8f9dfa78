using System.Runtime.CompilerServices;
using Rollcall.Core.Integrations;
using Rollcall.Server.Access;
using Rollcall.Server.Audit;
using Rollcall.Server.Catalog;
using Rollcall.Server.Secrets;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;
using Rollcall.Storage.Destinations;

namespace Rollcall.Server.Destinations;

/// <summary>Changes destinations: their settings, their mapping, their version. What would reach the syncs stops first, with its consequences.</summary>
public sealed class DestinationEdits(
    Databases databases,
    PublishedIntegrations published,
    SecretStore secrets,
    AccountKey accounts,
    DestinationRuns runs,
    ChangePreviews previews,
    SyncSweep sweep,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>What a changed form would change beyond its own words. Changes nothing.</summary>
    /// <exception cref="Refusal">A field is wrong.</exception>
    public async Task<DestinationChange> PreviewAsync(
        Asker asker,
        string id,
        DestinationForm form,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var edit = await BeginAsync(database, asker, id, toVersionId: null, form, cancellation).ConfigureAwait(false);
        return edit.Change;
    }

    /// <summary>Saves a changed form.</summary>
    /// <exception cref="Refusal">A field is wrong, someone saved meanwhile, or consequences are not confirmed yet.</exception>
    public async Task<Destination> SaveAsync(
        Asker asker,
        string id,
        DestinationForm form,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var edit = await BeginAsync(database, asker, id, toVersionId: null, form, cancellation).ConfigureAwait(false);
        edit.Change.RequireAnswers(form);
        return await FinishAsync(database, asker, edit, form, "destination.changed", cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>What another version would change for a destination. Changes nothing; a form that lacks something is no fault here.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="id">The destination.</param>
    /// <param name="toVersionId">The version to take.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">Not found, or no version to take.</exception>
    public async Task<UpgradePreview> PreviewUpgradeAsync(
        Asker asker,
        string id,
        string toVersionId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var destination = await Destinations.FindAsync(database, asker, id, cancellation).ConfigureAwait(false);
        var from = await published
            .FindAsync(asker.OrganizationId, destination.VersionId, cancellation)
            .ConfigureAwait(false);
        var to = await TargetAsync(asker, destination, toVersionId, cancellation).ConfigureAwait(false);
        var known = await secrets.ReadAsync(database, id, cancellation).ConfigureAwait(false);
        return UpgradePreview.Of(
            destination,
            from,
            published.DefinitionOf(from),
            to,
            published.DefinitionOf(to),
            known
        );
    }

    /// <summary>What taking another version would do to the syncs. Changes nothing.</summary>
    /// <exception cref="Refusal">A field is wrong.</exception>
    public async Task<DestinationChange> PreviewChangeOfUpgradeAsync(
        Asker asker,
        string id,
        string toVersionId,
        DestinationForm form,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        return (await BeginAsync(database, asker, id, toVersionId, form, cancellation).ConfigureAwait(false)).Change;
    }

    /// <summary>The numbers of a change for each sync, counted by a dry run with the destination as it is to be, told as each is known. Changes and sends nothing.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="id">The destination.</param>
    /// <param name="toVersionId">The version to take; null: it stays.</param>
    /// <param name="form">The form as it is to be saved.</param>
    /// <param name="cancellation">Stops waiting for further numbers.</param>
    /// <exception cref="Refusal">A field is wrong.</exception>
    public async IAsyncEnumerable<ChangePreview> CountAsync(
        Asker asker,
        string id,
        string? toVersionId,
        DestinationForm form,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var edit = await BeginAsync(database, asker, id, toVersionId, form, cancellation).ConfigureAwait(false);
        var hidden = await secrets.ReadAsync(database, id, cancellation).ConfigureAwait(false);
        var all = hidden.Concat(edit.Filled.Secrets).GroupBy(secret => secret.Key, StringComparer.Ordinal);
        var known = all.ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
        // In this session only, which is never saved.
        Write(edit.Destination, edit, asker);
        var counted = previews.OfAsync(
            asker,
            id,
            settings => runs.Of(edit.Destination, edit.Integration, edit.To.Document, known, settings),
            cancellation
        );
        await foreach (var preview in counted.ConfigureAwait(false))
        {
            yield return preview;
        }
    }

    /// <summary>Takes another version.</summary>
    /// <param name="asker">Who takes it.</param>
    /// <param name="id">The destination.</param>
    /// <param name="toVersionId">The version.</param>
    /// <param name="form">The settings and the mapping as the new version asks for them; what it still has may be left out.</param>
    /// <param name="agreedHosts">The new origins that may get data and secrets.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">A field is wrong, a new host is not agreed to, or consequences are not confirmed yet.</exception>
    public async Task<Destination> UpgradeAsync(
        Asker asker,
        string id,
        string toVersionId,
        DestinationForm form,
        IReadOnlyList<string> agreedHosts,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var edit = await BeginAsync(database, asker, id, toVersionId, form, cancellation).ConfigureAwait(false);
        var silent = edit.Change.NewHosts.Except(agreedHosts, StringComparer.OrdinalIgnoreCase).ToList();
        if (silent.Count > 0)
        {
            throw Refusal.Invalid(
                new FieldFault(
                    "agreedHosts",
                    $"This version sends data and credentials to {string.Join(" and ", silent)}, which nobody has agreed to yet. Agree to it, or stay on the present version."
                )
            );
        }
        edit.Change.RequireAnswers(form);
        return await FinishAsync(database, asker, edit, form, "destination.upgraded", cancellation)
            .ConfigureAwait(false);
    }

    private async Task<Edit> BeginAsync(
        RollcallDatabase database,
        Asker asker,
        string id,
        string? toVersionId,
        DestinationForm form,
        CancellationToken cancellation
    )
    {
        var destination = await Destinations.FindAsync(database, asker, id, cancellation).ConfigureAwait(false);
        CheckVersion(destination, form);
        var from = await published
            .FindAsync(asker.OrganizationId, destination.VersionId, cancellation)
            .ConfigureAwait(false);
        var to = toVersionId is null
            ? from
            : await TargetAsync(asker, destination, toVersionId, cancellation).ConfigureAwait(false);
        var integration = published.DefinitionOf(to);
        var known = await secrets.ReadAsync(database, id, cancellation).ConfigureAwait(false);
        var whole = toVersionId is null ? form : Carried.Over(destination, integration, form);
        var filled = CheckedForm.Of(integration, whole, known);
        if (toVersionId is null)
        {
            filled.RequireTypedSecrets(integration, known, destination.ApprovedHosts);
        }
        await Destinations.CheckNameAsync(database, asker, filled.Name, id, cancellation).ConfigureAwait(false);
        var fingerprint = accounts.Of(integration, filled.Values);
        var concerned = await SyncsOfDestinations.OfAsync(database, id, cancellation).ConfigureAwait(false);
        var change = DestinationChange.Between(
            destination,
            published.DefinitionOf(from),
            integration,
            filled,
            fingerprint != destination.AccountFingerprint,
            concerned
        );
        return new Edit(
            destination,
            published.DefinitionOf(from),
            WasWithdrawn: from.WithdrawnAt is not null && to.WithdrawnAt is null,
            to,
            integration,
            filled,
            fingerprint,
            change
        );
    }

    private async Task<Destination> FinishAsync(
        RollcallDatabase database,
        Asker asker,
        Edit edit,
        DestinationForm form,
        string action,
        CancellationToken cancellation
    )
    {
        var destination = edit.Destination;
        var before = DestinationAudit.Of(edit.Before, destination, [], SecretState.Set);
        Write(destination, edit, asker);
        await secrets
            .SetAsync(database, asker, destination.Id, edit.Filled.Secrets, cancellation)
            .ConfigureAwait(false);
        if (edit.Change.AccountChanged)
        {
            await SyncsOfDestinations
                .AccountChangedAsync(database, destination.Id, form.SameAccount == true, cancellation)
                .ConfigureAwait(false);
        }
        if (edit.Filled.Secrets.Count > 0 || edit.Change.AccountChanged)
        {
            await AccountStates
                .ConnectAsync(database, destination, time.GetUtcNow(), cancellation)
                .ConfigureAwait(false);
        }
        if (edit.WasWithdrawn)
        {
            await SyncsOfDestinations
                .SwitchOnAsync(database, destination.Id, time.GetUtcNow(), cancellation)
                .ConfigureAwait(false);
        }
        var after = DestinationAudit.Of(edit.Integration, destination, edit.Filled.Secrets.Keys, SecretState.Changed);
        audit.Record(database, asker, action, Destinations.SubjectOf(destination), before, after);
        await Destinations.SaveAsync(database, cancellation).ConfigureAwait(false);
        sweep.Wake();
        return destination;
    }

    private void Write(Destination destination, Edit edit, Asker asker)
    {
        destination.Name = edit.Filled.Name;
        destination.NameKey = NameKey.Of(edit.Filled.Name);
        destination.VersionId = edit.To.Id;
        destination.Settings = edit.Filled.Plain;
        destination.Mapping = edit.Filled.Mapping;
        destination.ApprovedHosts = [.. edit.Filled.Hosts];
        destination.AccountFingerprint = edit.Fingerprint;
        destination.ChangedAt = time.GetUtcNow();
        destination.ChangedBy = asker.PersonName;
    }

    private async Task<PublishedVersion> TargetAsync(
        Asker asker,
        Destination destination,
        string toVersionId,
        CancellationToken cancellation
    )
    {
        var to = await published.FindAsync(asker.OrganizationId, toVersionId, cancellation).ConfigureAwait(false);
        if (to.IntegrationId != destination.IntegrationId)
        {
            throw Refusal.Invalid(
                new FieldFault("versionId", "This is a version of another integration. Choose one of the same.")
            );
        }
        return to.WithdrawnAt is null && to.Audience != Audience.Reviewers
            ? to
            : throw Refusal.Conflict($"Version {to.Number} is not to be had (any more). Choose another one.");
    }

    private static void CheckVersion(Destination destination, DestinationForm form)
    {
        if (form.Version is { } version && version != destination.Version)
        {
            throw Refusal.Conflict(
                $"{destination.ChangedBy} saved {destination.Name} meanwhile. Open it anew to see what changed."
            );
        }
    }

    private sealed record Edit(
        Destination Destination,
        Integration Before,
        bool WasWithdrawn,
        PublishedVersion To,
        Integration Integration,
        CheckedForm Filled,
        string Fingerprint,
        DestinationChange Change
    );
}
