using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Audit;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Integrations;

/// <summary>Writes down who made and changed connection information and drafts. Works in the caller's session; the caller saves.</summary>
internal sealed class AuthoringAudit(TimeProvider time)
{
    /// <summary>A draft saves itself every few seconds: what one person saves within this time is one entry.</summary>
    private static readonly TimeSpan OneSitting = TimeSpan.FromHours(1);

    private readonly AuditLog _log = new(time);

    /// <summary>What of connection information is written down.</summary>
    public static object Of(Connection connection) =>
        new
        {
            connection.DisplayName,
            connection.Category,
            connection.Summary,
            connection.FullDescription,
            connection.LogoId,
        };

    /// <summary>What of a version is written down: of its definition, which may be long, whether it is another one.</summary>
    public static object Of(IntegrationVersion version) =>
        new
        {
            version.Name,
            version.Type,
            version.ConnectionId,
            Definition = Fingerprint(version),
        };

    /// <summary>Connection information was made, changed or deleted.</summary>
    public void Record(
        RollcallDatabase database,
        Asker asker,
        string action,
        Connection connection,
        object? before,
        object? after
    ) =>
        _log.Record(
            database,
            asker,
            action,
            new AuditSubject(connection.Id, $"{connection.DisplayName} - {connection.Number}"),
            before,
            after
        );

    /// <summary>A version was started.</summary>
    public void RecordStart(RollcallDatabase database, Asker asker, IntegrationVersion version) =>
        _log.Record(database, asker, "version.created", SubjectOf(version), before: null, Of(version));

    /// <summary>A draft was saved.</summary>
    public async Task RecordSaveAsync(
        RollcallDatabase database,
        Asker asker,
        IntegrationVersion version,
        object before,
        CancellationToken cancellation
    )
    {
        var since = time.GetUtcNow() - OneSitting;
        var isKnown = await database
            .Audit.AnyAsync(
                entry =>
                    entry.SubjectId == version.Id
                    && entry.Action == "version.changed"
                    && entry.ActorId == asker.PersonId
                    && entry.At > since,
                cancellation
            )
            .ConfigureAwait(false);
        if (!isKnown)
        {
            _log.Record(database, asker, "version.changed", SubjectOf(version), before, Of(version));
        }
    }

    private static AuditSubject SubjectOf(IntegrationVersion version) =>
        new(version.Id, $"{(version.Name.Length > 0 ? version.Name : "Draft")}, version {version.Number}");

    private static string Fingerprint(IntegrationVersion version) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{version.Document}\n{version.Unfinished}")))[
            ..12
        ];
}
