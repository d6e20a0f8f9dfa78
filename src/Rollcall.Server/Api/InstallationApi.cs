using Rollcall.Server.Installation;

namespace Rollcall.Server.Api;

/// <summary>The installation, for operators who are signed in.</summary>
internal static class InstallationApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapInstallation(this IEndpointRouteBuilder version1)
    {
        var routes = version1.MapGroup("/installation").WithTags("Installation").For(AskedFor.Installation);
        routes.MapGet("/people", ListAsync).WithName("ListAccounts").WithSummary("Everybody with an account, by name.");
        routes
            .MapPatch("/people/{personId}", ChangeAsync)
            .WithName("ChangeAccount")
            .WithSummary("Makes a person a reviewer or an operator, or no longer. Their sessions end.");
        routes
            .MapGet("/organizations", ListOrganizationsAsync)
            .WithName("ListTenants")
            .WithSummary("All organizations, by name.");
        routes
            .MapPost("/organizations", CreateAsync)
            .WithName("CreateTenant")
            .WithSummary("Makes an organization with a project, and invites its Admin.");
        routes
            .MapPost("/test-mail", TestMailAsync)
            .WithName("SendTestMail")
            .WithSummary("Sends a mail that says that mail works.");
    }

    private static Task<PageOf<AccountView>> ListAsync(
        HttpContext http,
        InstallationSettings settings,
        [AsParameters] PageRequest page
    ) => settings.PeopleAsync(http.Asker(), page, http.RequestAborted);

    private static async Task<IResult> ChangeAsync(
        HttpContext http,
        InstallationSettings settings,
        string personId,
        ChangeAccount body
    )
    {
        var cancellation = http.RequestAborted;
        await settings.ChangePersonAsync(http.Asker(), personId, body.IsReviewer, body.IsOperator, cancellation);
        return Results.NoContent();
    }

    private static Task<PageOf<TenantView>> ListOrganizationsAsync(
        HttpContext http,
        InstallationSettings settings,
        [AsParameters] PageRequest page
    ) => settings.OrganizationsAsync(http.Asker(), page, http.RequestAborted);

    private static async Task<IResult> CreateAsync(HttpContext http, InstallationSettings settings, CreateTenant body)
    {
        var cancellation = http.RequestAborted;
        var made = await settings.CreateOrganizationAsync(
            http.Asker(),
            body.Name,
            body.Project,
            body.AdminEmail,
            cancellation
        );
        return Results.Created($"/api/v1/organizations/{made.Id}", made);
    }

    private static async Task<IResult> TestMailAsync(HttpContext http, InstallationSettings settings, SendTestMail body)
    {
        await settings.SendTestMailAsync(http.Asker(), body.To, http.RequestAborted);
        return Results.Accepted();
    }
}

/// <summary>What a person is in the installation.</summary>
/// <param name="IsReviewer">Reviews integrations.</param>
/// <param name="IsOperator">Operates the installation.</param>
public sealed record ChangeAccount(bool IsReviewer, bool IsOperator);

/// <summary>A tenant to be made.</summary>
/// <param name="Name">The organization's name.</param>
/// <param name="Project">Its first project's name.</param>
/// <param name="AdminEmail">Who is invited as its Admin.</param>
public sealed record CreateTenant(string Name, string Project, string AdminEmail);

/// <summary>Where a test mail goes.</summary>
/// <param name="To">The address.</param>
public sealed record SendTestMail(string To);
