using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Server.Audit;
using Rollcall.Server.Configuration;
using Rollcall.Server.Mail;
using Rollcall.Server.Organizations;
using Rollcall.Server.SignIn;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;

namespace Rollcall.Server.People;

/// <summary>Invites people into an organization, by a link that works once, for a day.</summary>
public sealed class Invitations(
    Databases databases,
    AuditLog audit,
    MailOutbox outbox,
    PortalAddress address,
    TimeProvider time
)
{
    /// <summary>Those that were not taken yet, newest first.</summary>
    public async Task<PageOf<InvitationView>> ListAsync(
        Asker asker,
        PageRequest page,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Administer);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var rows = database
            .Invitations.AsNoTracking()
            .OrderByDescending(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .Select(row => new InvitationView(
                row.Id,
                row.Email,
                row.Role,
                row.InvitedBy,
                row.CreatedAt,
                row.ExpiresAt
            ));
        return await page.ReadAsync(rows, cancellation).ConfigureAwait(false);
    }

    /// <summary>Invites somebody. An earlier invitation of the same address stops working: there is one link at a time.</summary>
    public async Task<InvitationView> InviteAsync(
        Asker asker,
        string email,
        Role role,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Administer);
        if (Names.EmailFault(email) is { } fault)
        {
            throw Refusal.Invalid(new FieldFault("email", fault));
        }
        var plain = email.Trim();
        await using var database = databases.OpenFor(asker.OrganizationId);
        var normalized = plain.ToUpperInvariant();
        var isIn = await (
            from seat in database.Seats
            join person in database.Users on seat.PersonId equals person.Id
            where person.NormalizedEmail == normalized
            select seat
        )
            .AnyAsync(cancellation)
            .ConfigureAwait(false);
        if (isIn)
        {
            throw Refusal.Invalid(new FieldFault("email", $"{plain} is in this organization already."));
        }
        var organization = await database
            .Organizations.Where(row => row.Id == asker.OrganizationId)
            .Select(row => row.Name)
            .SingleAsync(cancellation)
            .ConfigureAwait(false);
        await RemoveEarlierAsync(database, plain, cancellation).ConfigureAwait(false);
        var row = Add(database, asker.OrganizationId, organization, asker.PersonName, plain, role);
        audit.Record(
            database,
            asker,
            "invitation.sent",
            new AuditSubject(row.Id, plain),
            after: new { row.Email, row.Role }
        );
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return new InvitationView(row.Id, row.Email, row.Role, row.InvitedBy, row.CreatedAt, row.ExpiresAt);
    }

    /// <summary>Withdraws an invitation: its link stops working.</summary>
    public async Task WithdrawAsync(Asker asker, string id, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Administer);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var row =
            await database.Invitations.SingleOrDefaultAsync(row => row.Id == id, cancellation).ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        database.Invitations.Remove(row);
        audit.Record(
            database,
            asker,
            "invitation.withdrawn",
            new AuditSubject(row.Id, row.Email),
            new { row.Email, row.Role }
        );
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Queues an invitation with its mail. The caller saves.</summary>
    internal Invitation Add(
        RollcallDatabase database,
        string organizationId,
        string organization,
        string invitedBy,
        string email,
        Role role
    )
    {
        var code = OneTimeCode.New();
        var now = time.GetUtcNow();
        var row = new Invitation
        {
            Id = PublicId.New("inv"),
            OrganizationId = organizationId,
            Email = email,
            Role = role,
            Hash = OneTimeCode.Hash(code),
            InvitedBy = invitedBy,
            CreatedAt = now,
            ExpiresAt = now + OneTimeLinks.Lifetime,
        };
        database.Invitations.Add(row);
        outbox.Queue(
            database,
            email,
            $"{invitedBy} invites you to {organization} on Rollcall",
            $"""
            {invitedBy} invites you to the organization {organization} on Rollcall, as {role}.

            Open this link within a day to accept. It works once:
            {address.LinkTo($"/invitation/{code}")}

            If you did not expect this, do nothing: without the link nothing happens.
            """,
            holdsLink: true
        );
        return row;
    }

    /// <summary>The invitation that a link is for; null where it does not work, for whatever reason.</summary>
    public async Task<OpenInvitation?> FindAsync(string code, CancellationToken cancellation = default)
    {
        await using var database = databases.OpenForInstallation();
        return await FindAsync(database, code, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes a seat by a link.</summary>
    /// <param name="accounts">Makes the account where the address has none; its session is used.</param>
    /// <param name="code">From the link.</param>
    /// <param name="name">The new person's name; not looked at where the address has an account.</param>
    /// <param name="password">The new person's password, or the account's, as proof that the link came to its owner.</param>
    /// <param name="isOwner">Whether the account's owner is signed in: then no password is needed.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The person.</returns>
    public async Task<Person> AcceptAsync(
        Accounts accounts,
        string code,
        string name,
        string password,
        Func<Person, Task<bool>> isOwner,
        CancellationToken cancellation = default
    )
    {
        var database = accounts.Database;
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        var open = await FindAsync(database, code, cancellation).ConfigureAwait(false) ?? throw Gone();
        var person = await accounts.FindAsync(open.Email).ConfigureAwait(false);
        if (person is null)
        {
            person = await accounts.CreateAsync(name, open.Email, password).ConfigureAwait(false);
        }
        else if (!await isOwner(person).ConfigureAwait(false))
        {
            throw Refusal.Invalid(new FieldFault("password", SignIns.Wrong));
        }
        // Of two that come at once, one deletes it.
        var taken = await database
            .Invitations.Where(row => row.Id == open.Id)
            .ExecuteDeleteAsync(cancellation)
            .ConfigureAwait(false);
        if (taken == 0)
        {
            throw Gone();
        }
        await SeatAsync(accounts, open, person, cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return person;
    }

    private async Task SeatAsync(Accounts accounts, OpenInvitation open, Person person, CancellationToken cancellation)
    {
        var database = accounts.Database;
        var isIn = await database
            .Seats.AnyAsync(
                seat => seat.OrganizationId == open.OrganizationId && seat.PersonId == person.Id,
                cancellation
            )
            .ConfigureAwait(false);
        if (isIn)
        {
            return;
        }
        accounts.Seat(open.OrganizationId, person.Id, open.Role);
        audit.Record(
            database,
            open.OrganizationId,
            new Actor(person.Id, person.Name),
            "seat.taken",
            new AuditSubject(person.Id, person.Name),
            after: new { open.Role, open.InvitedBy }
        );
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    private static Refusal Gone() =>
        Refusal.Conflict(
            "This invitation does not work any more: it was used, withdrawn, or is older than a day. Ask for a new one."
        );

    private async Task<OpenInvitation?> FindAsync(
        RollcallDatabase database,
        string code,
        CancellationToken cancellation
    )
    {
        var (hash, now) = (OneTimeCode.Hash(code), time.GetUtcNow());
        return await (
            from row in database.Invitations.AsNoTracking()
            join organization in database.Organizations on row.OrganizationId equals organization.Id
            where row.Hash == hash && row.ExpiresAt > now
            let hasAccount = database.Users.Any(person => person.NormalizedEmail == row.Email.ToUpper())
            select new OpenInvitation(
                row.Id,
                row.OrganizationId,
                organization.Name,
                row.Email,
                row.Role,
                row.InvitedBy,
                hasAccount
            )
        )
            .SingleOrDefaultAsync(cancellation)
            .ConfigureAwait(false);
    }

    private static Task RemoveEarlierAsync(RollcallDatabase database, string email, CancellationToken cancellation) =>
        database.Invitations.Where(row => row.Email == email).ExecuteDeleteAsync(cancellation);
}

/// <summary>An invitation as it is listed.</summary>
/// <param name="Id"><c>inv_…</c></param>
/// <param name="Email">Whom.</param>
/// <param name="Role">As what.</param>
/// <param name="InvitedBy">By whom, a name.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">Until when its link works.</param>
public sealed record InvitationView(
    string Id,
    string Email,
    Role Role,
    string InvitedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt
);

/// <summary>An invitation whose link was opened.</summary>
/// <param name="Id"><c>inv_…</c></param>
/// <param name="OrganizationId">Into which organization.</param>
/// <param name="Organization">Its name.</param>
/// <param name="Email">Whom.</param>
/// <param name="Role">As what.</param>
/// <param name="InvitedBy">By whom.</param>
/// <param name="HasAccount">Whether the address has an account already.</param>
public sealed record OpenInvitation(
    string Id,
    string OrganizationId,
    string Organization,
    string Email,
    Role Role,
    string InvitedBy,
    bool HasAccount
);
