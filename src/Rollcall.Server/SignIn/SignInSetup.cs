using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Rollcall.Server.Configuration;
using Rollcall.Server.Tokens;

namespace Rollcall.Server.SignIn;

/// <summary>Signing in: cookies for people, tokens for programs, a provider where one is set.</summary>
internal static class SignInSetup
{
    private const string Either = "Rollcall";
    private static readonly TimeSpan SessionLasts = TimeSpan.FromDays(7);

    /// <summary>Adds it.</summary>
    public static void AddSignIn(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(provider => provider.GetRequiredService<ServerOptions>().OpenIdConnect);
        services.AddHttpContextAccessor();
        services.AddSingleton<SignInThrottle>().AddScoped<SignIns>().AddScoped<OwnAccount>().AddScoped<PasswordReset>();
        var authentication = services
            .AddAuthentication(schemes =>
            {
                schemes.DefaultScheme = Either;
                schemes.DefaultSignInScheme = IdentityConstants.ExternalScheme;
            })
            .AddPolicyScheme(Either, displayName: null, either => either.ForwardDefaultSelector = SchemeOf)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenClaims.Scheme, configureOptions: null);
        authentication.AddIdentityCookies(cookies =>
        {
            cookies.ApplicationCookie!.Configure(cookie =>
            {
                (cookie.LoginPath, cookie.LogoutPath, cookie.AccessDeniedPath) = (
                    "/sign-in",
                    "/sign-out",
                    "/not-found"
                );
                (cookie.ReturnUrlParameter, cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (
                    "returnUrl",
                    SessionLasts,
                    true
                );
                Secure(cookie.Cookie, "rollcall.session", options);
            });
            cookies.ExternalCookie!.Configure(cookie => Secure(cookie.Cookie, "rollcall.provider", options));
            cookies.TwoFactorUserIdCookie!.Configure(cookie => Secure(cookie.Cookie, "rollcall.second-step", options));
        });
        services.AddAntiforgery(antiforgery => Secure(antiforgery.Cookie, "rollcall.form", options));
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = SessionStamp.Noticed);
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            if (options.PublicUrl.Length > 0)
            {
                passkeys.ServerDomain = new Uri(options.PublicUrl).Host;
            }
        });
        authentication.AddProvider(options.OpenIdConnect, cookie => Secure(cookie, options));
    }

    /// <summary>Maps what pages and the provider ask for.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPasskeys();
        routes.MapProvider();
    }

    // Tokens are for the API only, and there a cookie counts only where no token came with it.
    private static string SchemeOf(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api/v1")
        && (
            TokenAuthentication.IsIn(http.Request)
            || !http.Request.Headers.Cookie.ToString().Contains("rollcall.session", StringComparison.Ordinal)
        )
            ? TokenClaims.Scheme
            : IdentityConstants.ApplicationScheme;

    private static void Secure(CookieBuilder cookie, string name, ServerOptions options)
    {
        cookie.Name = name;
        Secure(cookie, options);
    }

    private static void Secure(CookieBuilder cookie, ServerOptions options)
    {
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        // Behind a proxy that ends TLS the request itself does not say how people reach us; the setting does.
        cookie.SecurePolicy = options.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
            ? CookieSecurePolicy.Always
            : CookieSecurePolicy.SameAsRequest;
    }
}
