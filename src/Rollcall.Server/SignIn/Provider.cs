using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Rollcall.Server.SignIn;

/// <summary>The provider that people may sign in with, by OpenID Connect.</summary>
internal static partial class Provider
{
    /// <summary>The authentication scheme.</summary>
    public const string Scheme = "Provider";

    private const string Start = "/sign-in/provider/start";
    private const string Done = "/sign-in/provider/done";

    /// <summary>Where the provider sends people back to: it must be told so.</summary>
    public const string CallbackPath = "/sign-in/provider";

    /// <summary>Adds it where one is set.</summary>
    public static void AddProvider(
        this AuthenticationBuilder authentication,
        OpenIdConnectSettings settings,
        Action<CookieBuilder> secure
    )
    {
        if (settings.Authority.Length == 0)
        {
            return;
        }
        authentication.AddOpenIdConnect(
            Scheme,
            settings.Name,
            provider =>
            {
                (provider.Authority, provider.ClientId) = (settings.Authority, settings.ClientId);
                provider.ClientSecret = settings.ClientSecret.Length > 0 ? settings.ClientSecret : null;
                provider.RequireHttpsMetadata = !new Uri(settings.Authority).IsLoopback;
                provider.CallbackPath = CallbackPath;
                provider.ResponseType = OpenIdConnectResponseType.Code;
                // By the address, not by a form of another site: so that our cookies can stay SameSite=Lax.
                provider.ResponseMode = OpenIdConnectResponseMode.Query;
                provider.UsePkce = true;
                provider.MapInboundClaims = false;
                provider.GetClaimsFromUserInfoEndpoint = true;
                provider.Scope.Add("email");
                secure(provider.CorrelationCookie);
                secure(provider.NonceCookie);
                provider.Events.OnRemoteFailure = context =>
                {
                    LogFailure(
                        context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(Scheme),
                        context.Failure
                    );
                    context.Response.Redirect("/sign-in?problem=provider");
                    context.HandleResponse();
                    return Task.CompletedTask;
                };
            }
        );
    }

    /// <summary>Maps the way there and back.</summary>
    public static void MapProvider(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Start, ToProvider).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(Done, FromProviderAsync).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>The way there.</summary>
    public static string StartLink(string? returnUrl) =>
        $"{Start}?returnUrl={Uri.EscapeDataString(LocalAddress.Of(returnUrl))}";

    private static IResult ToProvider(
        string? returnUrl,
        OpenIdConnectSettings settings,
        SignInManager<Storage.People.Person> signIn
    )
    {
        if (settings.Authority.Length == 0)
        {
            return Results.Redirect("/sign-in");
        }
        var back = $"{Done}?returnUrl={Uri.EscapeDataString(LocalAddress.Of(returnUrl))}";
        return Results.Challenge(signIn.ConfigureExternalAuthenticationProperties(Scheme, back), [Scheme]);
    }

    private static async Task<IResult> FromProviderAsync(string? returnUrl, HttpContext http, SignIns signIns)
    {
        var answer = await signIns.ProviderAsync();
        await http.SignOutAsync(IdentityConstants.ExternalScheme);
        return Results.Redirect(answer ? LocalAddress.Of(returnUrl) : "/sign-in?problem=unknown");
    }

    /// <summary>The address that the provider vouches for; null: it says that it is not proved, or says none.</summary>
    public static string? EmailOf(ClaimsPrincipal principal) =>
        principal.FindFirstValue("email_verified") is { } proved
        && !bool.TrueString.Equals(proved, StringComparison.OrdinalIgnoreCase)
            ? null
            : principal.FindFirstValue("email") ?? principal.FindFirstValue(ClaimTypes.Email);

    [LoggerMessage(LogLevel.Warning, "Signing in with the provider failed.")]
    private static partial void LogFailure(ILogger log, Exception? failure);
}
