using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Rollcall.Server.Api;

/// <summary>The REST API under <c>/api/v1</c>: a file a noun.</summary>
internal static class ApiSetup
{
    /// <summary>Where the description for programs is.</summary>
    public const string DocumentPath = "/api/v1/openapi.json";

    /// <summary>Adds what the API needs.</summary>
    public static void AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = BareProblems.Explain);
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower))
        );
        services.AddExceptionHandler<RefusalAnswers>();
        services.AddOpenApi(openApi =>
            openApi.AddDocumentTransformer(
                (document, _, _) =>
                {
                    document.Info = new OpenApiInfo { Title = "Rollcall API", Version = "v1" };
                    // Relative to where it was read: the document does not depend on where the server listens.
                    document.Servers = [new OpenApiServer { Url = "/" }];
                    return Task.CompletedTask;
                }
            )
        );
    }

    /// <summary>Maps the API's routes and its description.</summary>
    public static void MapApi(this WebApplication application)
    {
        application.MapOpenApi(DocumentPath).AllowAnonymous();
        application
            .MapScalarApiReference(
                "/api",
                scalar =>
                    scalar
                        .WithTitle("Rollcall API")
                        .WithOpenApiRoutePattern(DocumentPath)
                        .DisableDefaultFonts()
                        .DisableTelemetry()
                        .WithNonce()
            )
            .AllowAnonymous();
        var version1 = application.MapGroup("/api/v1").RequireAuthorization();
        var organization = version1.MapGroup("/organizations/{organizationId}").For(AskedFor.Organization);
        organization.MapConnections();
        organization.MapIntegrations();
        var project = version1.MapGroup("/projects/{projectId}").For(AskedFor.Project);
        version1.MapAccounts(organization, project);
        project.MapCohorts();
        project.MapSyncs();
        project.MapRuns();
        project.MapTableExports();
        organization.MapReleases();
        organization.MapCatalogLogos();
        project.MapCatalog();
        project.MapDestinations();
        version1.MapReview();
    }
}
