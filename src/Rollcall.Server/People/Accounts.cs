using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Organizations;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;

namespace Rollcall.Server.People;

/// <summary>Makes accounts and gives them passwords. Used by the first start, by invitations and by <c>rollcall admin</c>.</summary>
/// <param name="users">Identity's rules, in the same session as <paramref name="database"/>.</param>
/// <param name="database">The session.</param>
/// <param name="time">The clock.</param>
public sealed class Accounts(UserManager<Person> users, RollcallDatabase database, TimeProvider time)
{
    /// <summary>The session in which accounts are made.</summary>
    public RollcallDatabase Database => database;

    /// <summary>Whether anybody has an account.</summary>
    public Task<bool> ExistAsync(CancellationToken cancellation = default) => database.Users.AnyAsync(cancellation);

    /// <summary>The person with an e-mail address; null: nobody.</summary>
    public Task<Person?> FindAsync(string email) => users.FindByEmailAsync(email.Trim());

    /// <summary>What is wrong with a new account, by field; empty: nothing.</summary>
    /// <param name="name">The person's name.</param>
    /// <param name="email">The person's address.</param>
    /// <param name="password">The person's password; null: none yet.</param>
    public async Task<IReadOnlyList<FieldFault>> FaultsAsync(string name, string email, string? password)
    {
        var faults = new List<FieldFault>();
        if (Names.Fault(name) is { } nameFault)
        {
            faults.Add(new FieldFault("name", nameFault));
        }
        if (Names.EmailFault(email) is { } emailFault)
        {
            faults.Add(new FieldFault("email", emailFault));
        }
        if (password is not null)
        {
            faults.AddRange(await PasswordFaultsAsync(NewPerson(name, email), password).ConfigureAwait(false));
        }
        return faults;
    }

    /// <summary>Makes an account. Saves.</summary>
    /// <param name="name">The person's name.</param>
    /// <param name="email">The person's address: proved by an invitation, or given by somebody with a shell.</param>
    /// <param name="password">The person's password; null: none, until a link or a provider lets them in.</param>
    /// <exception cref="Refusal">A field is wrong, or the address has an account.</exception>
    public async Task<Person> CreateAsync(string name, string email, string? password)
    {
        var faults = await FaultsAsync(name, email, password).ConfigureAwait(false);
        if (faults.Count > 0)
        {
            throw Refusal.Invalid(faults);
        }
        var person = NewPerson(name, email);
        var result = password is null
            ? await users.CreateAsync(person).ConfigureAwait(false)
            : await users.CreateAsync(person, password).ConfigureAwait(false);
        return result.Succeeded
            ? person
            : throw Refusal.Invalid([.. result.Errors.Select(error => FaultOf(error, email))]);
    }

    /// <summary>Makes an organization with its first project, and gives a person a seat as its Admin. The caller saves.</summary>
    public (Organization Organization, Project Project) Found(
        string organization,
        string project,
        string personId,
        Role role
    )
    {
        var now = time.GetUtcNow();
        var home = new Organization
        {
            Id = PublicId.New("org"),
            Name = organization.Trim(),
            CreatedAt = now,
        };
        var first = new Project
        {
            Id = PublicId.New("prj"),
            OrganizationId = home.Id,
            Name = project.Trim(),
            TimeZone = "UTC",
            CreatedAt = now,
        };
        database.AddRange(home, first);
        Seat(home.Id, personId, role);
        return (home, first);
    }

    /// <summary>Gives a person a seat. The caller saves.</summary>
    public void Seat(string organizationId, string personId, Role role) =>
        database.Seats.Add(
            new Seat
            {
                OrganizationId = organizationId,
                PersonId = personId,
                Role = role,
                CreatedAt = time.GetUtcNow(),
            }
        );

    /// <summary>Sets a new password. Every session of the person ends. Saves.</summary>
    /// <exception cref="Refusal">The password is not good enough.</exception>
    public async Task SetPasswordAsync(Person person, string password)
    {
        var faults = await PasswordFaultsAsync(person, password).ConfigureAwait(false);
        if (faults.Count > 0)
        {
            throw Refusal.Invalid(faults);
        }
        person.PasswordHash = users.PasswordHasher.HashPassword(person, password);
        await users.UpdateSecurityStampAsync(person).ConfigureAwait(false);
    }

    private async Task<List<FieldFault>> PasswordFaultsAsync(Person person, string password)
    {
        var faults = new List<FieldFault>();
        foreach (var validator in users.PasswordValidators)
        {
            var result = await validator.ValidateAsync(users, person, password).ConfigureAwait(false);
            faults.AddRange(result.Errors.Select(error => new FieldFault("password", error.Description)));
        }
        return faults;
    }

    private Person NewPerson(string name, string email) =>
        new()
        {
            Name = name.Trim(),
            UserName = email.Trim(),
            Email = email.Trim(),
            EmailConfirmed = true,
            CreatedAt = time.GetUtcNow(),
        };

    private static FieldFault FaultOf(IdentityError error, string email) =>
        error.Code is "DuplicateEmail" or "DuplicateUserName"
            ? new FieldFault("email", $"{email} has an account already.")
            : new FieldFault(
                error.Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "email",
                error.Description
            );
}
