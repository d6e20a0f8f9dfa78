using Microsoft.Extensions.Primitives;
using Rollcall.Server.Configuration;
using Scalar.AspNetCore;

namespace Rollcall.Server.Security;

/// <summary>What browsers are told to refuse: scripts from elsewhere or inline, frames around our pages, guesses at media types.</summary>
internal static class SecurityHeaders
{
    // Styles may stand inline: MudBlazor positions menus and bars so. Images may be data: logos before they are saved.
    private const string Policy =
        "default-src 'self'; script-src 'self'{0}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Adds the headers to every answer.</summary>
    public static void UseSecurityHeaders(this WebApplication application)
    {
        var isSecure = application.Services.GetRequiredService<PortalAddress>().IsSecure;
        application.Use(
            (http, next) =>
            {
                http.Response.OnStarting(() =>
                {
                    Add(http);
                    if (isSecure)
                    {
                        http.Response.Headers.StrictTransportSecurity = "max-age=31536000";
                    }
                    return Task.CompletedTask;
                });
                return next(http);
            }
        );
    }

    private static void Add(HttpContext http)
    {
        // The API's page sets up its script inline, with a number that only this answer knows.
        var nonce = http.Items[ScalarOptions.NonceHttpContextItemKey] is string number ? $" 'nonce-{number}'" : "";
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy.Replace("{0}", nonce, StringComparison.Ordinal);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Pages and answers hold members and names; files of the portal itself say how long they may be kept.
        if (StringValues.IsNullOrEmpty(headers.CacheControl))
        {
            headers.CacheControl = "no-store";
        }
    }
}
