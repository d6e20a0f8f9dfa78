using Rollcall.Server.Organizations;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Api;

/// <summary>Projects.</summary>
internal static class ProjectsApi
{
    /// <summary>Maps the projects of one organization.</summary>
    public static void MapProjects(this IEndpointRouteBuilder organization)
    {
        var routes = organization.MapGroup("/projects").WithTags("Projects");
        routes.MapGet("", ListAsync).WithName("ListProjects").WithSummary("The organization's projects, by name.");
        routes.MapPost("", CreateAsync).WithName("CreateProject").WithSummary("Makes a project.");
    }

    /// <summary>Maps the routes of one project.</summary>
    public static void MapProject(this IEndpointRouteBuilder project)
    {
        var routes = project.MapGroup("").WithTags("Projects");
        routes.MapGet("", ReadAsync).WithName("GetProject").WithSummary("A project.");
        routes
            .MapPatch("", ChangeAsync)
            .WithName("ChangeProject")
            .WithSummary("Changes a project; what is left out stays.");
    }

    private static async Task<PageOf<ProjectBody>> ListAsync(
        HttpContext http,
        Projects projects,
        [AsParameters] PageRequest page
    ) => (await projects.ListAsync(http.Asker(), page, http.RequestAborted)).Select(BodyOf);

    private static async Task<IResult> CreateAsync(HttpContext http, Projects projects, ProjectForm form)
    {
        var project = await projects.CreateAsync(http.Asker(), form, http.RequestAborted);
        return Results.Created($"/api/v1/projects/{project.Id}", BodyOf(project));
    }

    private static async Task<ProjectBody> ReadAsync(HttpContext http, Projects projects) =>
        BodyOf(await projects.ReadAsync(http.Asker(), http.Asker().ProjectId, http.RequestAborted));

    private static async Task<ProjectBody> ChangeAsync(HttpContext http, Projects projects, ChangeProject body)
    {
        var asker = http.Asker();
        var now = await projects.ReadAsync(asker, asker.ProjectId, http.RequestAborted);
        var form = new ProjectForm
        {
            Name = body.Name ?? now.Name,
            TimeZone = body.TimeZone ?? now.TimeZone,
            RemovalLimit = body.RemovalLimit ?? now.RemovalLimit,
            RetentionDays = body.RetentionDays ?? now.RetentionDays,
        };
        return BodyOf(
            await projects.ChangeAsync(asker, now.Id, form, body.Version ?? now.Version, http.RequestAborted)
        );
    }

    private static ProjectBody BodyOf(Project row) =>
        new(
            row.Id,
            row.OrganizationId,
            row.Name,
            row.TimeZone,
            row.RemovalLimit,
            row.RetentionDays,
            row.CreatedAt,
            row.Version
        );
}

/// <summary>A project.</summary>
/// <param name="Id"><c>prj_…</c></param>
/// <param name="OrganizationId">Its organization.</param>
/// <param name="Name">Unique in the organization.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="RemovalLimit">The share of a membership that a run may remove without being held.</param>
/// <param name="RetentionDays">For how many days runs are kept.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Version">Raised with every change.</param>
public sealed record ProjectBody(
    string Id,
    string OrganizationId,
    string Name,
    string TimeZone,
    double RemovalLimit,
    int RetentionDays,
    DateTimeOffset CreatedAt,
    int Version
);

/// <summary>What a project is to be; null: as it is.</summary>
/// <param name="Name">Unique in the organization.</param>
/// <param name="TimeZone">IANA name, such as <c>Europe/Berlin</c>.</param>
/// <param name="RemovalLimit">Above 0, at most 1.</param>
/// <param name="RetentionDays">1 to 3650.</param>
/// <param name="Version">The version that was read: a newer one is not written over (409). Null: whichever is there.</param>
public sealed record ChangeProject(
    string? Name = null,
    string? TimeZone = null,
    double? RemovalLimit = null,
    int? RetentionDays = null,
    int? Version = null
);
