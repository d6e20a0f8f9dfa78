using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Integrations;
using Rollcall.Server.Access;
using Rollcall.Server.Audit;
using Rollcall.Server.Catalog;
using Rollcall.Server.Secrets;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;
using Rollcall.Storage.Destinations;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Destinations;

/// <summary>Integrations installed in projects.</summary>
public sealed class Destinations(
    Databases databases,
    PublishedIntegrations published,
    SecretStore secrets,
    AccountKey accounts,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>A project's destinations, by name.</summary>
    public async Task<IReadOnlyList<DestinationRow>> ListAsync(Asker asker, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var projectId = asker.ProjectId;
        var destinations = await database
            .Destinations.AsNoTracking()
            .Where(destination => destination.ProjectId == projectId)
            .OrderBy(destination => destination.NameKey)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var heads = await InstalledHeads
            .ReadAsync(databases, asker.OrganizationId, destinations, cancellation)
            .ConfigureAwait(false);
        return [.. destinations.Select(heads.Row)];
    }

    /// <summary>A destination with its definition, and which secrets are set.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<OpenDestination> OpenAsync(Asker asker, string id, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var destination = await FindAsync(database, asker, id, cancellation).ConfigureAwait(false);
        var version = await published
            .FindAsync(asker.OrganizationId, destination.VersionId, cancellation)
            .ConfigureAwait(false);
        var heads = await InstalledHeads
            .ReadAsync(databases, asker.OrganizationId, [destination], cancellation)
            .ConfigureAwait(false);
        return new OpenDestination(
            destination,
            heads.Row(destination),
            version,
            published.DefinitionOf(version),
            await secrets.ListAsync(database, id, cancellation).ConfigureAwait(false)
        );
    }

    /// <summary>Installs an integration in a project. Saving is agreeing to the hosts that its form names.</summary>
    /// <param name="asker">Who installs.</param>
    /// <param name="versionId">The published version.</param>
    /// <param name="form">What was filled in.</param>
    /// <param name="cancellation">Stops installing.</param>
    /// <exception cref="Refusal">A field is wrong, or the version cannot be installed.</exception>
    public async Task<Destination> CreateAsync(
        Asker asker,
        string versionId,
        DestinationForm form,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        var version = await InstallableAsync(asker, versionId, cancellation).ConfigureAwait(false);
        var integration = published.DefinitionOf(version);
        var filled = CheckedForm.Of(integration, form, new Dictionary<string, string>());
        await using var database = databases.OpenFor(asker.OrganizationId);
        await CheckNameAsync(database, asker, filled.Name, exceptId: "", cancellation).ConfigureAwait(false);
        var destination = New(asker, version, filled, accounts.Of(integration, filled.Values));
        database.Destinations.Add(destination);
        await secrets.SetAsync(database, asker, destination.Id, filled.Secrets, cancellation).ConfigureAwait(false);
        audit.Record(
            database,
            asker,
            "destination.installed",
            SubjectOf(destination),
            before: null,
            DestinationAudit.Of(integration, destination, filled.Secrets.Keys, SecretState.Set)
        );
        await SaveAsync(database, cancellation).ConfigureAwait(false);
        return destination;
    }

    /// <summary>The destination of the asker's project.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    internal static async Task<Destination> FindAsync(
        RollcallDatabase database,
        Asker asker,
        string id,
        CancellationToken cancellation
    )
    {
        var projectId = asker.ProjectId;
        return await database
                .Destinations.SingleOrDefaultAsync(row => row.Id == id && row.ProjectId == projectId, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
    }

    /// <summary>Saves, and says in words who came first.</summary>
    internal static async Task SaveAsync(RollcallDatabase database, CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Refusal.Conflict("Someone else saved this destination meanwhile. Open it anew to see what changed.");
        }
        catch (DbUpdateException exception) when (Unique.Violated(exception))
        {
            throw NameTaken();
        }
    }

    /// <summary>Refuses a name that another destination of the project has.</summary>
    internal static async Task CheckNameAsync(
        RollcallDatabase database,
        Asker asker,
        string name,
        string exceptId,
        CancellationToken cancellation
    )
    {
        var (key, projectId) = (NameKey.Of(name), asker.ProjectId);
        var taken = await database
            .Destinations.AnyAsync(
                row => row.ProjectId == projectId && row.NameKey == key && row.Id != exceptId,
                cancellation
            )
            .ConfigureAwait(false);
        if (taken)
        {
            throw NameTaken();
        }
    }

    /// <summary>A destination in the audit log.</summary>
    internal static AuditSubject SubjectOf(Destination destination) =>
        new(destination.Id, destination.Name, destination.ProjectId);

    private static Refusal NameTaken() =>
        Refusal.Invalid(
            new FieldFault("name", "A destination of this project has this name already. Choose another one.")
        );

    private async Task<PublishedVersion> InstallableAsync(Asker asker, string versionId, CancellationToken cancellation)
    {
        var version = await published.FindAsync(asker.OrganizationId, versionId, cancellation).ConfigureAwait(false);
        if (version.WithdrawnAt is not null)
        {
            throw Refusal.Conflict(
                $"Version {version.Number} of {version.Name} was withdrawn and cannot be installed. Take a newer one from the catalog."
            );
        }
        return version.Audience != Audience.Reviewers
            ? version
            : throw Refusal.Conflict(
                $"{version.Name} is under review and not released internally: it can be installed once it is approved."
            );
    }

    private Destination New(Asker asker, PublishedVersion version, CheckedForm filled, string fingerprint)
    {
        var now = time.GetUtcNow();
        return new Destination
        {
            Id = PublicId.New("dst"),
            OrganizationId = asker.OrganizationId,
            ProjectId = asker.ProjectId,
            Name = filled.Name,
            NameKey = NameKey.Of(filled.Name),
            IntegrationId = version.IntegrationId,
            VersionId = version.Id,
            Settings = filled.Plain,
            Mapping = filled.Mapping,
            ApprovedHosts = [.. filled.Hosts],
            State = AccountState.Connected,
            StateSince = now,
            AccountFingerprint = fingerprint,
            CreatedAt = now,
            CreatedBy = asker.PersonName,
            ChangedAt = now,
            ChangedBy = asker.PersonName,
        };
    }
}

/// <summary>A destination in a list.</summary>
public sealed record DestinationRow
{
    /// <summary>Its ID.</summary>
    public required string Id { get; init; }

    /// <summary>Its name in the project.</summary>
    public required string Name { get; init; }

    /// <summary>The integration's display name.</summary>
    public required string Integration { get; init; }

    /// <summary>The integration's ID.</summary>
    public required string IntegrationId { get; init; }

    /// <summary>The ID of the version installed, which its logo goes by.</summary>
    public required string VersionId { get; init; }

    /// <summary>The number of the version installed.</summary>
    public required int VersionNumber { get; init; }

    /// <summary>The newest version that it could be upgraded to; null: it has the newest.</summary>
    public PublishedVersion? Update { get; init; }

    /// <summary>Whether the version installed was withdrawn.</summary>
    public required bool IsWithdrawn { get; init; }

    /// <summary>Whether the version has a logo.</summary>
    public required bool HasLogo { get; init; }

    /// <summary>How many syncs go there.</summary>
    public required int Syncs { get; init; }

    /// <summary>How the last run of any of them ended, or goes; null: none has run.</summary>
    public SyncRunStatus? LastResult { get; init; }

    /// <summary>Whether its account takes requests.</summary>
    public required AccountState State { get; init; }

    /// <summary>Why it does not.</summary>
    public string? StateReason { get; init; }
}

/// <summary>A destination that was opened.</summary>
/// <param name="Destination">The row.</param>
/// <param name="Row">As lists show it.</param>
/// <param name="Version">The published version installed.</param>
/// <param name="Integration">Its definition.</param>
/// <param name="Secrets">Which secrets are set, when and by whom.</param>
public sealed record OpenDestination(
    Destination Destination,
    DestinationRow Row,
    PublishedVersion Version,
    Integration Integration,
    IReadOnlyList<SecretNote> Secrets
);
