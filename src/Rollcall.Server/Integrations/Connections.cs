using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Integrations;

/// <summary>Connection information: how an organization's destinations present themselves.</summary>
public sealed class Connections(Databases databases, TimeProvider time)
{
    private readonly AuthoringAudit _audit = new(time);

    /// <summary>The newest version of each connection, by name, and how many integrations use it.</summary>
    public async Task<IReadOnlyList<ConnectionRow>> ListAsync(Asker asker, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var all = await database.Connections.AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false);
        var uses = await database
            .IntegrationVersions.Where(version => version.ConnectionId != null)
            .Select(version => new { version.ConnectionId, version.IntegrationId })
            .Distinct()
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var familyOf = all.ToDictionary(connection => connection.Id, connection => connection.FamilyId);
        var usedBy = uses.GroupBy(use => familyOf[use.ConnectionId!])
            .ToDictionary(group => group.Key, group => group.Select(use => use.IntegrationId).Distinct().Count());
        return
        [
            .. all.GroupBy(connection => connection.FamilyId)
                .Select(family => family.MaxBy(connection => connection.Minor)!)
                .OrderBy(connection => connection.NameKey, StringComparer.Ordinal)
                .Select(connection => new ConnectionRow(connection, usedBy.GetValueOrDefault(connection.FamilyId))),
        ];
    }

    /// <summary>A version of a connection.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<Connection> OpenAsync(Asker asker, string id, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        return await FindAsync(database, id, cancellation).ConfigureAwait(false);
    }

    /// <summary>A name near a taken one that is free; null where the name itself is.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="displayName">As typed.</param>
    /// <param name="familyId">The connection that may keep its name; null for a new one.</param>
    /// <param name="cancellation">Stops asking.</param>
    public async Task<string?> FreeNameInsteadAsync(
        Asker asker,
        string displayName,
        string? familyId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        return await FreeNameAsync(database, displayName, familyId, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes a connection.</summary>
    /// <exception cref="Refusal">A field is wrong, or the name is taken.</exception>
    public async Task<Connection> CreateAsync(
        Asker asker,
        ConnectionForm form,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Develop);
        form = form.Trimmed();
        await using var database = databases.OpenFor(asker.OrganizationId);
        await CheckAsync(database, form, familyId: null, cancellation).ConfigureAwait(false);
        var id = PublicId.New("con");
        var connection = New(asker, form, id, familyId: id, minor: 0, time.GetUtcNow());
        database.Add(connection);
        _audit.Record(database, asker, "connection.created", connection, before: null, AuthoringAudit.Of(connection));
        await SaveAsync(database, cancellation).ConfigureAwait(false);
        return connection;
    }

    /// <summary>Saves a connection. An approved one is not changed: the answer is its next version.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="id">The version that was edited.</param>
    /// <param name="version">What <see cref="IVersioned.Version"/> was when it was opened.</param>
    /// <param name="form">What was typed.</param>
    /// <param name="cancellation">Stops saving.</param>
    /// <exception cref="Refusal">A field is wrong, or someone saved it meanwhile.</exception>
    public async Task<Connection> SaveAsync(
        Asker asker,
        string id,
        int version,
        ConnectionForm form,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Develop);
        form = form.Trimmed();
        await using var database = databases.OpenFor(asker.OrganizationId);
        var connection = await FindAsync(database, id, cancellation).ConfigureAwait(false);
        if (connection.Version != version)
        {
            throw Refusal.Conflict(
                $"{connection.ChangedByName} saved {connection.DisplayName} meanwhile. Open it anew to see what changed."
            );
        }
        await CheckAsync(database, form, connection.FamilyId, cancellation).ConfigureAwait(false);
        var before = AuthoringAudit.Of(connection);
        var saved =
            connection.State == ConnectionState.Draft
                ? Write(asker, connection, form)
                : await NextAsync(asker, database, connection, form, cancellation).ConfigureAwait(false);
        _audit.Record(database, asker, "connection.changed", saved, before, AuthoringAudit.Of(saved));
        await SaveAsync(database, cancellation).ConfigureAwait(false);
        return saved;
    }

    /// <summary>Deletes a draft that no integration uses.</summary>
    /// <exception cref="Refusal">It is used, or approved.</exception>
    public async Task DeleteAsync(Asker asker, string id, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Develop);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var connection = await FindAsync(database, id, cancellation).ConfigureAwait(false);
        var isUsed = await database
            .IntegrationVersions.AnyAsync(version => version.ConnectionId == id, cancellation)
            .ConfigureAwait(false);
        if (isUsed || connection.State == ConnectionState.Approved)
        {
            throw Refusal.Conflict(
                $"{connection.DisplayName} - {connection.Number} is {(isUsed ? "used by an integration" : "in the catalog")} and cannot be deleted."
            );
        }
        database.Remove(connection);
        _audit.Record(database, asker, "connection.deleted", connection, AuthoringAudit.Of(connection), after: null);
        await SaveAsync(database, cancellation).ConfigureAwait(false);
    }

    /// <summary>A new row of a connection.</summary>
    internal static Connection New(
        Asker asker,
        ConnectionForm form,
        string id,
        string familyId,
        int minor,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            OrganizationId = asker.OrganizationId,
            FamilyId = familyId,
            Minor = minor,
            DisplayName = form.DisplayName,
            NameKey = NameKey.Of(form.DisplayName),
            Category = form.Category,
            Summary = form.Summary,
            FullDescription = form.FullDescription,
            LogoId = form.LogoId,
            State = ConnectionState.Draft,
            CreatedAt = now,
            ChangedAt = now,
            ChangedByName = asker.PersonName,
        };

    private static async Task<Connection> FindAsync(
        RollcallDatabase database,
        string id,
        CancellationToken cancellation
    ) =>
        await database.Connections.SingleOrDefaultAsync(row => row.Id == id, cancellation).ConfigureAwait(false)
        ?? throw Refusal.NotFound();

    private static async Task SaveAsync(RollcallDatabase database, CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Refusal.Conflict("Someone else saved this connection meanwhile. Open it anew to see what changed.");
        }
        // Two people take one name, or start one next version, at the same moment: the database lets one have it.
        catch (DbUpdateException exception) when (Unique.Violated(exception))
        {
            throw Refusal.Invalid(
                new FieldFault("displayName", "Someone else has just saved a connection of this name. Choose another.")
            );
        }
    }

    private static async Task<string?> FreeNameAsync(
        RollcallDatabase database,
        string displayName,
        string? familyId,
        CancellationToken cancellation
    )
    {
        var taken = await database
            .Connections.Where(row => row.FamilyId != familyId)
            .Select(row => row.NameKey)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        if (!taken.Contains(NameKey.Of(displayName)))
        {
            return null;
        }
        var number = 2;
        while (taken.Contains(NameKey.Of($"{displayName.Trim()} {number}")))
        {
            number++;
        }
        return $"{displayName.Trim()} {number}";
    }

    private static async Task CheckAsync(
        RollcallDatabase database,
        ConnectionForm form,
        string? familyId,
        CancellationToken cancellation
    )
    {
        var faults = form.Faults().ToList();
        var free = await FreeNameAsync(database, form.DisplayName, familyId, cancellation).ConfigureAwait(false);
        if (free is not null)
        {
            faults.Add(new FieldFault("displayName", $"There is a connection of this name already. {free} is free."));
        }
        if (
            form.LogoId is { } logo
            && !await database.Logos.AnyAsync(row => row.Id == logo, cancellation).ConfigureAwait(false)
        )
        {
            faults.Add(new FieldFault("logoId", "There is no such logo. Upload it first."));
        }
        if (faults.Count > 0)
        {
            throw Refusal.Invalid(faults);
        }
    }

    private Connection Write(Asker asker, Connection connection, ConnectionForm form)
    {
        connection.DisplayName = form.DisplayName;
        connection.NameKey = NameKey.Of(form.DisplayName);
        connection.Category = form.Category;
        connection.Summary = form.Summary;
        connection.FullDescription = form.FullDescription;
        connection.LogoId = form.LogoId;
        connection.ChangedAt = time.GetUtcNow();
        connection.ChangedByName = asker.PersonName;
        return connection;
    }

    // One draft follows an approved version: who edits the approved one again, edits that draft.
    private async Task<Connection> NextAsync(
        Asker asker,
        RollcallDatabase database,
        Connection approved,
        ConnectionForm form,
        CancellationToken cancellation
    )
    {
        var newest = await database
            .Connections.Where(row => row.FamilyId == approved.FamilyId)
            .OrderByDescending(row => row.Minor)
            .FirstAsync(cancellation)
            .ConfigureAwait(false);
        if (newest.State == ConnectionState.Draft)
        {
            throw Refusal.Conflict(
                $"{newest.DisplayName} - {newest.Number} is being edited already, by {newest.ChangedByName}. Edit that version."
            );
        }
        var next = New(asker, form, PublicId.New("con"), approved.FamilyId, newest.Minor + 1, time.GetUtcNow());
        database.Add(next);
        return next;
    }
}

/// <summary>A connection in the list.</summary>
/// <param name="Connection">Its newest version.</param>
/// <param name="UsedBy">How many integrations use it, in any version.</param>
public sealed record ConnectionRow(Connection Connection, int UsedBy);
