using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Rollcall.Server.SignIn;
using Rollcall.Server.Tokens;
using Rollcall.Storage.Audit;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Access;

/// <summary>Works out what the signed-in person may do with an organization or a project. Read anew each time, so that a changed role counts at once.</summary>
public sealed class AccessReader(Databases databases)
{
    /// <summary>The asker for an organization.</summary>
    /// <exception cref="Refusal">Not found: there is none, or the person has no seat in it.</exception>
    public async Task<Asker> ForOrganizationAsync(
        ClaimsPrincipal principal,
        string organizationId,
        CancellationToken cancellation = default
    )
    {
        await using var database = databases.OpenForInstallation();
        return await FindAsync(database, principal, organizationId, cancellation).ConfigureAwait(false);
    }

    /// <summary>The asker for a project.</summary>
    /// <exception cref="Refusal">Not found: there is none, or the person has no seat in its organization.</exception>
    public async Task<Asker> ForProjectAsync(
        ClaimsPrincipal principal,
        string projectId,
        CancellationToken cancellation = default
    )
    {
        await using var database = databases.OpenForInstallation();
        var project =
            await database
                .Projects.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == projectId, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        var asker = await FindAsync(database, principal, project.OrganizationId, cancellation).ConfigureAwait(false);
        return asker with { Project = project };
    }

    /// <summary>The asker for the installation's settings.</summary>
    /// <exception cref="Refusal">Not found: the person is no operator, or came with a token, which is for one organization only.</exception>
    public async Task<Asker> ForInstallationAsync(ClaimsPrincipal principal, CancellationToken cancellation = default)
    {
        var personId = principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw Refusal.NotFound();
        await using var database = databases.OpenForInstallation();
        var person = await database
            .Users.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == personId && row.IsOperator, cancellation)
            .ConfigureAwait(false);
        if (person is null || SessionStamp.Of(principal) != person.SecurityStamp)
        {
            throw Refusal.NotFound();
        }
        return new Asker
        {
            PersonId = personId,
            PersonName = person.Name,
            OrganizationId = AuditEntry.Installation,
            Role = Role.Admin,
        };
    }

    private static async Task<Asker> FindAsync(
        RollcallDatabase database,
        ClaimsPrincipal principal,
        string organizationId,
        CancellationToken cancellation
    )
    {
        var personId = principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw Refusal.NotFound();
        var found =
            await (
                from seat in database.Seats.AsNoTracking()
                join person in database.Users.AsNoTracking() on seat.PersonId equals person.Id
                where seat.OrganizationId == organizationId && seat.PersonId == personId
                select new
                {
                    person.Name,
                    person.SecurityStamp,
                    seat.Role,
                }
            )
                .SingleOrDefaultAsync(cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        if (SessionStamp.Of(principal) is { } stamp && stamp != found.SecurityStamp)
        {
            // The session has ended: a password, a role or a seat changed since it began.
            throw Refusal.NotFound();
        }
        var token = TokenClaims.Of(principal);
        if (token is not null && token.OrganizationId != organizationId)
        {
            throw Refusal.NotFound();
        }
        return new Asker
        {
            PersonId = personId,
            PersonName = found.Name,
            OrganizationId = organizationId,
            Role = token is null ? found.Role : Roles.Both(found.Role, token.Role),
            Token = token?.Name,
        };
    }
}
