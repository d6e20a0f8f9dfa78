using Microsoft.AspNetCore.Identity;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;

namespace Rollcall.Portal.Tests.Browser;

/// <summary>Puts people, organizations and projects into a portal's database, so that a test begins where its story does.</summary>
public static class Seed
{
    /// <summary>The password of everybody who is seeded.</summary>
    public const string Password = "correct horse battery staple 7";

    /// <summary>An organization with one project.</summary>
    public static async Task<(Organization Organization, Project Project)> OrganizationAsync(
        Databases databases,
        string name
    )
    {
        await using var database = databases.OpenForInstallation();
        var now = TimeProvider.System.GetUtcNow();
        var organization = new Organization
        {
            Id = PublicId.New("org"),
            Name = name,
            CreatedAt = now,
        };
        var project = new Project
        {
            Id = PublicId.New("prj"),
            OrganizationId = organization.Id,
            Name = "Main",
            TimeZone = "Europe/Berlin",
            CreatedAt = now,
        };
        database.AddRange(organization, project);
        await database.SaveChangesAsync();
        return (organization, project);
    }

    /// <summary>A person with a seat, who can sign in with <see cref="Password"/>.</summary>
    public static async Task<Person> PersonAsync(
        Databases databases,
        Organization organization,
        string name,
        Role role = Role.Admin,
        bool isReviewer = false,
        bool isOperator = false
    )
    {
        await using var database = databases.OpenForInstallation();
        var email = $"{name.ToLowerInvariant()}@{organization.Id.Replace('_', '-')}.example";
        var person = new Person
        {
            Name = name,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            SecurityStamp = Guid.NewGuid().ToString(),
            IsReviewer = isReviewer,
            IsOperator = isOperator,
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        person.PasswordHash = new PasswordHasher<Person>().HashPassword(person, Password);
        database.Add(person);
        database.Add(
            new Seat
            {
                OrganizationId = organization.Id,
                PersonId = person.Id,
                Role = role,
                CreatedAt = person.CreatedAt,
            }
        );
        await database.SaveChangesAsync();
        return person;
    }
}
