using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Integrations;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Integrations;

/// <summary>An organization's integrations and their numbered versions.</summary>
public sealed class IntegrationVersions(Databases databases, TimeProvider time)
{
    private readonly AuthoringAudit _audit = new(time);

    /// <summary>Every integration by its newest version, the last changed first.</summary>
    public async Task<IReadOnlyList<IntegrationRow>> ListAsync(Asker asker, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var rows = await RowsAsync(database, all => all, cancellation).ConfigureAwait(false);
        return
        [
            .. rows.GroupBy(row => row.IntegrationId)
                .Select(group => group.MaxBy(row => row.Number)!)
                .OrderByDescending(row => row.ChangedAt),
        ];
    }

    /// <summary>All versions of an integration, the newest first.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<IReadOnlyList<IntegrationRow>> VersionsAsync(
        Asker asker,
        string integrationId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var rows = await RowsAsync(
                database,
                all => all.Where(version => version.IntegrationId == integrationId),
                cancellation
            )
            .ConfigureAwait(false);
        return rows.Count > 0 ? [.. rows.OrderByDescending(row => row.Number)] : throw Refusal.NotFound();
    }

    /// <summary>Makes an integration with a filled-in first draft.</summary>
    /// <exception cref="Refusal">There is no such connection.</exception>
    public async Task<IntegrationVersion> CreateAsync(
        Asker asker,
        string connectionId,
        IntegrationType type,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Develop);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var connection =
            await database
                .Connections.SingleOrDefaultAsync(row => row.Id == connectionId, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.Invalid(new FieldFault("connectionId", "There is no such connection. Choose another."));
        var draft = StarterDraft.Of(type, connection.DisplayName);
        var version = AddIntegration(database, asker, draft, connection, time.GetUtcNow());
        _audit.RecordStart(database, asker, version);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return version;
    }

    /// <summary>Makes another integration of a version's document, without its history.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<IntegrationVersion> DuplicateAsync(
        Asker asker,
        string versionId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Develop);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var (version, connection) = await FindAsync(database, versionId, cancellation).ConfigureAwait(false);
        var copy = AddIntegration(database, asker, Draft.Of(version), connection, time.GetUtcNow());
        _audit.RecordStart(database, asker, copy);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return copy;
    }

    /// <summary>Starts the next draft of an integration from its newest version; where that is a draft still, it is the answer.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<IntegrationVersion> NewVersionAsync(
        Asker asker,
        string integrationId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Develop);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var newest =
            await database
                .IntegrationVersions.Where(version => version.IntegrationId == integrationId)
                .OrderByDescending(version => version.Number)
                .FirstOrDefaultAsync(cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        if (newest.State == IntegrationState.Draft)
        {
            return newest;
        }
        var now = time.GetUtcNow();
        var next = NewVersion(asker, integrationId, newest.Number + 1, Draft.Of(newest), newest.ConnectionId, now);
        next.Name = newest.Name;
        database.Add(next);
        _audit.RecordStart(database, asker, next);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return next;
    }

    /// <summary>A version with its connection information.</summary>
    internal static async Task<(IntegrationVersion Version, Connection? Connection)> FindAsync(
        RollcallDatabase database,
        string versionId,
        CancellationToken cancellation
    )
    {
        var version =
            await database
                .IntegrationVersions.SingleOrDefaultAsync(row => row.Id == versionId, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        var connection = await database
            .Connections.SingleOrDefaultAsync(row => row.Id == version.ConnectionId, cancellation)
            .ConfigureAwait(false);
        return (version, connection);
    }

    /// <summary>Adds an integration with its first draft to what is saved next.</summary>
    internal static IntegrationVersion AddIntegration(
        RollcallDatabase database,
        Asker asker,
        Draft draft,
        Connection? connection,
        DateTimeOffset now
    )
    {
        var integration = new Storage.Integrations.Integration
        {
            Id = PublicId.New("int"),
            OrganizationId = asker.OrganizationId,
            CreatedAt = now,
        };
        var version = NewVersion(asker, integration.Id, 1, draft, connection?.Id, now);
        version.Name = connection?.DisplayName ?? draft.Name;
        integration.Versions.Add(version);
        database.Add(integration);
        return version;
    }

    private static IntegrationVersion NewVersion(
        Asker asker,
        string integrationId,
        int number,
        Draft draft,
        string? connectionId,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = PublicId.New("ver"),
            OrganizationId = asker.OrganizationId,
            IntegrationId = integrationId,
            Number = number,
            State = IntegrationState.Draft,
            Name = draft.Name,
            Type = draft.Type,
            ConnectionId = connectionId,
            Document = draft.DocumentText,
            Unfinished = draft.UnfinishedText,
            CreatedAt = now,
            ChangedAt = now,
            ChangedByName = asker.PersonName,
        };

    private static async Task<List<IntegrationRow>> RowsAsync(
        RollcallDatabase database,
        Func<IQueryable<IntegrationVersion>, IQueryable<IntegrationVersion>> those,
        CancellationToken cancellation
    ) =>
        await (
            from version in those(database.IntegrationVersions.AsNoTracking())
            join connection in database.Connections on version.ConnectionId equals connection.Id into connections
            from connection in connections.DefaultIfEmpty()
            select new IntegrationRow
            {
                IntegrationId = version.IntegrationId,
                VersionId = version.Id,
                Number = version.Number,
                Name = version.Name,
                Type = version.Type,
                State = version.State,
                LogoId = connection.LogoId,
                ChangedAt = version.ChangedAt,
                ChangedByName = version.ChangedByName,
            }
        )
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
}

/// <summary>A version of an integration in a list.</summary>
public sealed record IntegrationRow
{
    /// <summary>The integration's ID.</summary>
    public required string IntegrationId { get; init; }

    /// <summary>The version's ID.</summary>
    public required string VersionId { get; init; }

    /// <summary>The version's number.</summary>
    public required int Number { get; init; }

    /// <summary>The display name; "" while it has none.</summary>
    public required string Name { get; init; }

    /// <summary>The kind.</summary>
    public required IntegrationType Type { get; init; }

    /// <summary>Where it stands.</summary>
    public required IntegrationState State { get; init; }

    /// <summary>The logo's ID; null for initials.</summary>
    public string? LogoId { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string ChangedByName { get; init; }
}
