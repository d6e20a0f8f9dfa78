using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Server.Audit;
using Rollcall.Server.Mail;
using Rollcall.Server.Organizations;
using Rollcall.Server.People;
using Rollcall.Server.SignIn;
using Rollcall.Storage.Database;
using Rollcall.Storage.Mail;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Installation;

/// <summary>What operators see and change. Each takes an asker of <see cref="AccessReader.ForInstallationAsync"/>.</summary>
public sealed class InstallationSettings(
    Databases databases,
    AuditLog audit,
    MailOutbox outbox,
    Invitations invitations,
    TimeProvider time
)
{
    /// <summary>Everybody, by name.</summary>
    public async Task<PageOf<AccountView>> PeopleAsync(
        Asker asker,
        PageRequest page,
        CancellationToken cancellation = default
    )
    {
        asker.RequireInstallation();
        await using var database = databases.OpenForInstallation();
        var rows = database
            .Users.AsNoTracking()
            .OrderBy(person => person.Name)
            .ThenBy(person => person.Id)
            .Select(person => new AccountView(
                person.Id,
                person.Name,
                person.Email!,
                database.Seats.Count(seat => seat.PersonId == person.Id),
                person.IsReviewer,
                person.IsOperator
            ));
        return await page.ReadAsync(rows, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes a person a reviewer or an operator, or no longer. Their sessions end. The last operator stays one.</summary>
    public async Task ChangePersonAsync(
        Asker asker,
        string personId,
        bool isReviewer,
        bool isOperator,
        CancellationToken cancellation = default
    )
    {
        asker.RequireInstallation();
        await using var database = databases.OpenForInstallation();
        var person =
            await database.Users.SingleOrDefaultAsync(row => row.Id == personId, cancellation).ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        var isLast =
            person.IsOperator
            && !isOperator
            && !await database
                .Users.AnyAsync(row => row.IsOperator && row.Id != personId, cancellation)
                .ConfigureAwait(false);
        if (isLast)
        {
            throw Refusal.Conflict(
                $"{person.Name} is the last operator and stays one. Make somebody else an operator first."
            );
        }
        var before = new { person.IsReviewer, person.IsOperator };
        (person.IsReviewer, person.IsOperator) = (isReviewer, isOperator);
        person.SecurityStamp = SessionStamp.New();
        var subject = new AuditSubject(person.Id, person.Name);
        audit.Record(database, asker, "person.changed", subject, before, new { person.IsReviewer, person.IsOperator });
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>All tenants, by name.</summary>
    public async Task<PageOf<TenantView>> OrganizationsAsync(
        Asker asker,
        PageRequest page,
        CancellationToken cancellation = default
    )
    {
        asker.RequireInstallation();
        await using var database = databases.OpenForInstallation();
        var rows = database
            .Organizations.AsNoTracking()
            .OrderBy(row => row.Name)
            .ThenBy(row => row.Id)
            .Select(row => new TenantView(
                row.Id,
                row.Name,
                database.Seats.Count(seat => seat.OrganizationId == row.Id),
                database.Projects.Count(project => project.OrganizationId == row.Id),
                row.CreatedAt
            ));
        return await page.ReadAsync(rows, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes a tenant with its first project, and invites its Admin.</summary>
    public async Task<TenantView> CreateOrganizationAsync(
        Asker asker,
        string name,
        string project,
        string email,
        CancellationToken cancellation = default
    )
    {
        asker.RequireInstallation();
        Check(name, project, email);
        await using var database = databases.OpenForInstallation();
        var now = time.GetUtcNow();
        var organization = new Organization
        {
            Id = PublicId.New("org"),
            Name = name.Trim(),
            CreatedAt = now,
        };
        database.Organizations.Add(organization);
        database.Projects.Add(
            new Project
            {
                Id = PublicId.New("prj"),
                OrganizationId = organization.Id,
                Name = project.Trim(),
                TimeZone = "UTC",
                CreatedAt = now,
            }
        );
        invitations.Add(database, organization.Id, organization.Name, asker.PersonName, email.Trim(), Role.Admin);
        audit.Record(
            database,
            asker,
            "organization.created",
            new AuditSubject(organization.Id, organization.Name),
            after: new { organization.Name, Admin = email.Trim() }
        );
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return new TenantView(organization.Id, organization.Name, 0, 1, now);
    }

    /// <summary>Mails, newest first.</summary>
    public async Task<PageOf<QueuedMail>> MailsAsync(
        Asker asker,
        PageRequest page,
        CancellationToken cancellation = default
    )
    {
        asker.RequireInstallation();
        await using var database = databases.OpenForInstallation();
        var rows = database.Mails.AsNoTracking().OrderByDescending(mail => mail.CreatedAt).ThenBy(mail => mail.Id);
        return await page.ReadAsync(rows, cancellation).ConfigureAwait(false);
    }

    /// <summary>One mail.</summary>
    public async Task<QueuedMail> MailAsync(Asker asker, string id, CancellationToken cancellation = default)
    {
        asker.RequireInstallation();
        await using var database = databases.OpenForInstallation();
        return await database
                .Mails.AsNoTracking()
                .SingleOrDefaultAsync(mail => mail.Id == id, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
    }

    /// <summary>Sends a mail that says that mail works.</summary>
    public async Task SendTestMailAsync(Asker asker, string to, CancellationToken cancellation = default)
    {
        asker.RequireInstallation();
        if (Names.EmailFault(to) is { } fault)
        {
            throw Refusal.Invalid(new FieldFault("to", fault));
        }
        await using var database = databases.OpenForInstallation();
        outbox.Queue(
            database,
            to.Trim(),
            "A test from Rollcall",
            $"{asker.PersonName} sent this to see whether Rollcall can send mail. It can."
        );
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    private static void Check(string name, string project, string email)
    {
        var faults = new List<FieldFault>();
        if (Names.Fault(name) is { } nameFault)
        {
            faults.Add(new FieldFault("organization", nameFault));
        }
        if (Names.Fault(project) is { } projectFault)
        {
            faults.Add(new FieldFault("project", projectFault));
        }
        if (Names.EmailFault(email) is { } emailFault)
        {
            faults.Add(new FieldFault("email", emailFault));
        }
        if (faults.Count > 0)
        {
            throw Refusal.Invalid(faults);
        }
    }
}

/// <summary>An account, as operators see it.</summary>
/// <param name="Id">The person's ID.</param>
/// <param name="Name">Their name.</param>
/// <param name="Email">Their address.</param>
/// <param name="Organizations">In how many organizations they have a seat.</param>
/// <param name="IsReviewer">Whether they review integrations.</param>
/// <param name="IsOperator">Whether they operate the installation.</param>
public sealed record AccountView(
    string Id,
    string Name,
    string Email,
    int Organizations,
    bool IsReviewer,
    bool IsOperator
);

/// <summary>A tenant, as operators see it.</summary>
/// <param name="Id"><c>org_…</c></param>
/// <param name="Name">Its name.</param>
/// <param name="People">How many people have a seat.</param>
/// <param name="Projects">How many projects it has.</param>
/// <param name="CreatedAt">Since when.</param>
public sealed record TenantView(string Id, string Name, int People, int Projects, DateTimeOffset CreatedAt);
