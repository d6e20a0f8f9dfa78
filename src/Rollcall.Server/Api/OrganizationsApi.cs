using Rollcall.Server.Access;
using Rollcall.Server.Organizations;
using Rollcall.Server.Portal.Frame;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Api;

/// <summary>Organizations.</summary>
internal static class OrganizationsApi
{
    /// <summary>Maps the list of one's own organizations.</summary>
    public static void MapOwnOrganizations(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organizations", ListAsync)
            .WithName("ListOrganizations")
            .WithSummary("The organizations that you have a seat in; with a token, the one that it is for.")
            .WithTags("Organizations");

    /// <summary>Maps the routes of one organization.</summary>
    public static void MapOrganization(this IEndpointRouteBuilder organization)
    {
        var routes = organization.MapGroup("").WithTags("Organizations");
        routes.MapGet("", ReadAsync).WithName("GetOrganization").WithSummary("An organization, and your role in it.");
        routes.MapPatch("", RenameAsync).WithName("ChangeOrganization").WithSummary("Changes an organization's name.");
    }

    private static async Task<PageOf<OrganizationBody>> ListAsync(
        HttpContext http,
        Places places,
        [AsParameters] PageRequest page
    )
    {
        var token = Tokens.TokenClaims.Of(http.User);
        var own = (await places.OfAsync(http.User, http.RequestAborted))
            .Organizations.Where(place => token is null || place.Id == token.OrganizationId)
            .Select(place => new OrganizationBody(
                place.Id,
                place.Name,
                token is null ? place.Role : Roles.Both(place.Role, token.Role)
            ))
            .ToList();
        return page.Of(own);
    }

    private static async Task<OrganizationBody> ReadAsync(HttpContext http, OrganizationSettings settings) =>
        BodyOf(await settings.ReadAsync(http.Asker(), http.RequestAborted), http.Asker());

    private static async Task<OrganizationBody> RenameAsync(
        HttpContext http,
        OrganizationSettings settings,
        ChangeOrganization body
    ) => BodyOf(await settings.RenameAsync(http.Asker(), body.Name, http.RequestAborted), http.Asker());

    private static OrganizationBody BodyOf(Organization row, Asker asker) => new(row.Id, row.Name, asker.Role);
}

/// <summary>An organization.</summary>
/// <param name="Id"><c>org_…</c></param>
/// <param name="Name">Its name.</param>
/// <param name="Role">What you may do there.</param>
public sealed record OrganizationBody(string Id, string Name, Role Role);

/// <summary>What an organization is to be called.</summary>
/// <param name="Name">1 to 100 characters.</param>
public sealed record ChangeOrganization(string Name);
