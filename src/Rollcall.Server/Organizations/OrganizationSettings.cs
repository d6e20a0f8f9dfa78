using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Audit;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Organizations;

/// <summary>What an organization's Admins change about it.</summary>
public sealed class OrganizationSettings(Databases databases, AuditLog audit)
{
    /// <summary>The organization.</summary>
    public async Task<Organization> ReadAsync(Asker asker, CancellationToken cancellation = default)
    {
        await using var database = databases.OpenFor(asker.OrganizationId);
        return await database
            .Organizations.AsNoTracking()
            .SingleAsync(row => row.Id == asker.OrganizationId, cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Changes its name.</summary>
    public async Task<Organization> RenameAsync(Asker asker, string name, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Administer);
        if (Names.Fault(name) is { } fault)
        {
            throw Refusal.Invalid(new FieldFault("name", fault));
        }
        await using var database = databases.OpenFor(asker.OrganizationId);
        var row = await database
            .Organizations.SingleAsync(row => row.Id == asker.OrganizationId, cancellation)
            .ConfigureAwait(false);
        var before = new { row.Name };
        row.Name = name.Trim();
        audit.Record(
            database,
            asker,
            "organization.changed",
            new AuditSubject(row.Id, row.Name),
            before,
            new { row.Name }
        );
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return row;
    }
}
