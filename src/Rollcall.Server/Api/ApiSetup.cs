namespace Rollcall.Server.Api;

/// <summary>The REST API under <c>/api/v1</c>: a file a noun.</summary>
internal static class ApiSetup
{
    /// <summary>Adds what the API needs.</summary>
    public static void AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<RefusalAnswers>();
        services.AddOpenApi();
    }

    /// <summary>Maps the API's routes.</summary>
    public static void MapApi(this WebApplication application)
    {
        application.MapOpenApi("/api/v1/openapi.json");
        var version1 = application.MapGroup("/api/v1").RequireAuthorization();
        version1.MapGroup("/organizations/{organizationId}").AddEndpointFilter<OrganizationFilter>();
        version1.MapGroup("/projects/{projectId}").AddEndpointFilter<ProjectFilter>();
    }
}
