using Microsoft.AspNetCore.Antiforgery;

namespace Rollcall.Server.SignIn;

/// <summary>What the browser's script asks for before it talks to a passkey.</summary>
internal static class PasskeyRoutes
{
    /// <summary>Options for signing in.</summary>
    public const string Request = "/sign-in/passkey";

    /// <summary>Options for making one.</summary>
    public const string Creation = "/account/passkey";

    /// <summary>Maps them.</summary>
    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Request, RequestAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(Creation, CreationAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> RequestAsync(HttpContext http, IAntiforgery antiforgery, SignIns signIns)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }
        return Results.Content(await signIns.PasskeyRequestAsync(), "application/json");
    }

    private static async Task<IResult> CreationAsync(HttpContext http, IAntiforgery antiforgery, OwnAccount account)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }
        var person = await account.OfAsync(http.User);
        return Results.Content(await account.PasskeyCreationAsync(person), "application/json");
    }
}
