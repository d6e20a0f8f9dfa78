using Rollcall.Server.Tokens;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Api;

/// <summary>API tokens.</summary>
internal static class TokensApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapTokens(this IEndpointRouteBuilder organization)
    {
        var routes = organization.MapGroup("/tokens").WithTags("API keys");
        routes
            .MapGet("", ListAsync)
            .WithName("ListTokens")
            .WithSummary("Your API tokens for the organization; an Admin's list holds everybody's.");
        routes
            .MapPost("", CreateAsync)
            .WithName("CreateToken")
            .WithSummary("Makes a token; its text is in this answer only. Needs a signed-in person, not a token.");
        routes
            .MapDelete("/{tokenId}", RevokeAsync)
            .WithName("RevokeToken")
            .WithSummary("Revokes a token: the next request with it is refused.");
    }

    private static Task<PageOf<ApiTokenView>> ListAsync(
        HttpContext http,
        ApiTokens tokens,
        [AsParameters] PageRequest page
    ) => tokens.ListAsync(http.Asker(), page, http.RequestAborted);

    private static async Task<IResult> CreateAsync(HttpContext http, ApiTokens tokens, CreateToken body)
    {
        var made = await tokens.CreateAsync(
            http.Asker(),
            body.Name,
            body.Role,
            body.ExpiresInDays,
            http.RequestAborted
        );
        return Results.Created($"{http.Request.Path}/{made.Details.Id}", made);
    }

    private static async Task<IResult> RevokeAsync(HttpContext http, ApiTokens tokens, string tokenId)
    {
        await tokens.RevokeAsync(http.Asker(), tokenId, http.RequestAborted);
        return Results.NoContent();
    }
}

/// <summary>A token to be made.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Role">What it allows; not more than your own role.</param>
/// <param name="ExpiresInDays">1 to 366.</param>
public sealed record CreateToken(string Name, Role Role, int ExpiresInDays = ApiTokens.UsualDays);
