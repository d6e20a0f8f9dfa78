using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Integrations;

/// <summary>Opens and saves drafts. Two people on one draft: the second one to save is told, and nothing is overwritten.</summary>
public sealed class Drafts(Databases databases, TimeProvider time)
{
    private readonly AuthoringAudit _audit = new(time);

    /// <summary>A version with its document, whatever its state.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<OpenDraft> OpenAsync(Asker asker, string versionId, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var (version, connection) = await IntegrationVersions
            .FindAsync(database, versionId, cancellation)
            .ConfigureAwait(false);
        return new OpenDraft(version, connection, Draft.Of(version));
    }

    /// <summary>Saves a draft, right or wrong.</summary>
    /// <param name="asker">Who saves.</param>
    /// <param name="versionId">The version.</param>
    /// <param name="expected">What <see cref="IVersioned.Version"/> was when the draft was opened or last saved.</param>
    /// <param name="draft">The document and what is unfinished.</param>
    /// <param name="connectionId">The connection information; null while none is chosen.</param>
    /// <param name="cancellation">Stops saving.</param>
    /// <returns>The version as it is now.</returns>
    /// <exception cref="Refusal">Someone saved it meanwhile, or it is no draft any more.</exception>
    public async Task<IntegrationVersion> SaveAsync(
        Asker asker,
        string versionId,
        int expected,
        Draft draft,
        string? connectionId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Develop);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var (version, _) = await IntegrationVersions.FindAsync(database, versionId, cancellation).ConfigureAwait(false);
        CheckEditable(version, expected);
        var connection = await FindConnectionAsync(database, connectionId, cancellation).ConfigureAwait(false);
        var before = AuthoringAudit.Of(version);
        version.ConnectionId = connection?.Id;
        version.Name = connection?.DisplayName ?? draft.Name;
        version.Type = draft.Type;
        version.Document = draft.DocumentText;
        version.Unfinished = draft.UnfinishedText;
        version.ChangedAt = time.GetUtcNow();
        version.ChangedByName = asker.PersonName;
        await _audit.RecordSaveAsync(database, asker, version, before, cancellation).ConfigureAwait(false);
        try
        {
            await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Refusal.Conflict("Someone else saved this draft at the same moment. Open it anew to compare.");
        }
        return version;
    }

    private static void CheckEditable(IntegrationVersion version, int expected)
    {
        if (version.State != IntegrationState.Draft)
        {
            throw Refusal.Conflict(
                $"Version {version.Number} is no draft any more and cannot be changed. Start a new version."
            );
        }
        if (version.Version != expected)
        {
            throw Refusal.Conflict(
                $"{version.ChangedByName} saved this draft meanwhile. Compare both, then keep yours or take theirs."
            );
        }
    }

    private static async Task<Connection?> FindConnectionAsync(
        RollcallDatabase database,
        string? connectionId,
        CancellationToken cancellation
    ) =>
        connectionId is null
            ? null
            : await database
                .Connections.SingleOrDefaultAsync(row => row.Id == connectionId, cancellation)
                .ConfigureAwait(false)
                ?? throw Refusal.Invalid(
                    new FieldFault("connectionId", "There is no such connection. Choose another.")
                );
}

/// <summary>A version that was opened.</summary>
/// <param name="Version">The row.</param>
/// <param name="Connection">Its connection information; null while none is chosen.</param>
/// <param name="Draft">Its document.</param>
public sealed record OpenDraft(IntegrationVersion Version, Connection? Connection, Draft Draft);
