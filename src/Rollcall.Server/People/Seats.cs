using System.Data;
using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Server.Audit;
using Rollcall.Server.SignIn;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.People;

/// <summary>Who belongs to an organization, and as what. It always keeps an Admin.</summary>
public sealed class Seats(Databases databases, AuditLog audit)
{
    /// <summary>By name.</summary>
    public async Task<PageOf<SeatView>> ListAsync(
        Asker asker,
        PageRequest page,
        CancellationToken cancellation = default
    )
    {
        await using var database = databases.OpenFor(asker.OrganizationId);
        var rows =
            from seat in database.Seats.AsNoTracking()
            join person in database.Users on seat.PersonId equals person.Id
            orderby person.Name, person.Id
            select new SeatView(person.Id, person.Name, person.Email!, seat.Role, seat.CreatedAt);
        return await page.ReadAsync(rows, cancellation).ConfigureAwait(false);
    }

    /// <summary>Gives a person another role. Their sessions end, so that nothing goes on under the old one.</summary>
    public async Task ChangeRoleAsync(Asker asker, string personId, Role role, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Administer);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await using var transaction = await database
            .Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellation)
            .ConfigureAwait(false);
        var seat = await FindAsync(database, personId, cancellation).ConfigureAwait(false);
        if (seat.Role == role)
        {
            return;
        }
        var before = new { seat.Role };
        seat.Role = role;
        await EndAsync(database, asker, seat, "seat.changed", before, new { seat.Role }, cancellation)
            .ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes a person's seat away; their tokens for the organization go with it. People may leave by themselves.</summary>
    public async Task RemoveAsync(Asker asker, string personId, CancellationToken cancellation = default)
    {
        if (personId != asker.PersonId || asker.Token is not null)
        {
            asker.Require(Permission.Administer);
        }
        await using var database = databases.OpenFor(asker.OrganizationId);
        await using var transaction = await database
            .Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellation)
            .ConfigureAwait(false);
        var seat = await FindAsync(database, personId, cancellation).ConfigureAwait(false);
        database.Seats.Remove(seat);
        await EndAsync(database, asker, seat, "seat.removed", new { seat.Role }, null, cancellation)
            .ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    private async Task EndAsync(
        RollcallDatabase database,
        Asker asker,
        Seat seat,
        string action,
        object before,
        object? after,
        CancellationToken cancellation
    )
    {
        var person = await database
            .Users.SingleAsync(row => row.Id == seat.PersonId, cancellation)
            .ConfigureAwait(false);
        person.SecurityStamp = SessionStamp.New();
        audit.Record(database, asker, action, new AuditSubject(person.Id, person.Name), before, after);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        // Looked at after the change, in its transaction: of two Admins who demote each other at once, one is refused.
        if (!await database.Seats.AnyAsync(row => row.Role == Role.Admin, cancellation).ConfigureAwait(false))
        {
            throw Refusal.Conflict(
                $"{person.Name} is the organization's last Admin and stays one. Make somebody else an Admin first."
            );
        }
    }

    private static async Task<Seat> FindAsync(
        RollcallDatabase database,
        string personId,
        CancellationToken cancellation
    ) =>
        await database.Seats.SingleOrDefaultAsync(seat => seat.PersonId == personId, cancellation).ConfigureAwait(false)
        ?? throw Refusal.NotFound();
}

/// <summary>A person in an organization.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="Email">Their address.</param>
/// <param name="Role">What they may do there.</param>
/// <param name="Since">Since when.</param>
public sealed record SeatView(string PersonId, string Name, string Email, Role Role, DateTimeOffset Since);
