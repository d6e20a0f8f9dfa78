using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Portal.Frame;

/// <summary>Where a person may go: their organizations, the projects in each, and whether they review or operate.</summary>
public sealed class Places(Databases databases)
{
    /// <summary>Reads them.</summary>
    public async Task<PlacesOfPerson> OfAsync(ClaimsPrincipal principal, CancellationToken cancellation = default)
    {
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } personId)
        {
            return PlacesOfPerson.None;
        }
        await using var database = databases.OpenForInstallation();
        var person = await database.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == personId, cancellation);
        if (person is null)
        {
            return PlacesOfPerson.None;
        }
        var seats = await (
            from seat in database.Seats.AsNoTracking()
            join organization in database.Organizations.AsNoTracking() on seat.OrganizationId equals organization.Id
            where seat.PersonId == personId
            orderby organization.Name
            select new
            {
                organization.Id,
                organization.Name,
                seat.Role,
            }
        ).ToListAsync(cancellation);
        var ids = seats.Select(seat => seat.Id).ToList();
        var projects = await database
            .Projects.AsNoTracking()
            .Where(project => ids.Contains(project.OrganizationId))
            .OrderBy(project => project.Name)
            .ToListAsync(cancellation);
        return new PlacesOfPerson(
            person.Name,
            [
                .. seats.Select(seat => new OrganizationPlace(
                    seat.Id,
                    seat.Name,
                    seat.Role,
                    [.. projects.Where(project => project.OrganizationId == seat.Id)]
                )),
            ],
            person.IsReviewer,
            person.IsOperator
        );
    }
}

/// <summary>Where a person may go.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Organizations">By name.</param>
/// <param name="IsReviewer">Sees the review queue.</param>
/// <param name="IsOperator">Sees the installation's settings.</param>
public sealed record PlacesOfPerson(
    string Name,
    IReadOnlyList<OrganizationPlace> Organizations,
    bool IsReviewer,
    bool IsOperator
)
{
    /// <summary>Of nobody.</summary>
    public static PlacesOfPerson None { get; } = new("", [], false, false);

    /// <summary>The organization and project that an address is in; where it names none, the first ones.</summary>
    /// <param name="path">Such as <c>/projects/prj_1/cohorts</c>.</param>
    public (OrganizationPlace? Organization, Project? Project) At(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var id = parts.Length > 1 ? parts[1] : "";
        foreach (var organization in Organizations)
        {
            if (organization.Projects.FirstOrDefault(project => project.Id == id) is { } project)
            {
                return (organization, project);
            }
        }
        var chosen =
            Organizations.FirstOrDefault(organization => organization.Id == id) ?? Organizations.FirstOrDefault();
        return (chosen, chosen?.Projects.FirstOrDefault());
    }
}

/// <summary>An organization that a person has a seat in.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">What the person may do there.</param>
/// <param name="Projects">By name.</param>
public sealed record OrganizationPlace(string Id, string Name, Role Role, IReadOnlyList<Project> Projects);
