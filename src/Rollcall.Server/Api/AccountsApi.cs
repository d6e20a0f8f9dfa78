namespace Rollcall.Server.Api;

/// <summary>Organizations, projects, people, tokens, audit: maps what stands in a file each.</summary>
internal static class AccountsApi
{
    /// <summary>Maps them.</summary>
    /// <param name="version1">Under <c>/api/v1</c>.</param>
    /// <param name="organization">Under one organization.</param>
    /// <param name="project">Under one project.</param>
    public static void MapAccounts(
        this IEndpointRouteBuilder version1,
        IEndpointRouteBuilder organization,
        IEndpointRouteBuilder project
    )
    {
        version1.MapOwnOrganizations();
        version1.MapInstallation();
        organization.MapOrganization();
        organization.MapProjects();
        organization.MapPeople();
        organization.MapTokens();
        organization.MapAudit();
        project.MapProject();
    }
}
