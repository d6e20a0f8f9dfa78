using System.Globalization;
using System.Security.Claims;
using Rollcall.Server.Configuration;
using Rollcall.Server.Security;

namespace Rollcall.Server.Api;

/// <summary>How often one person, or one address without a person, may ask the API: so many times in any minute.</summary>
/// <remarks>ASP.NET's limiter wakes ten times a second though nobody asks, and cannot say when the next request is free.</remarks>
internal static class RequestLimits
{
    /// <summary>Refuses what is too much, with how many seconds to wait.</summary>
    public static void UseRequestLimits(this WebApplication application)
    {
        var options = application.Services.GetRequiredService<ServerOptions>();
        var windows = new RequestWindows(
            options.ApiRequestsPerMinute,
            application.Services.GetRequiredService<TimeProvider>()
        );
        application.Use(
            (http, next) =>
            {
                if (!http.Request.Path.StartsWithSegments("/api/v1"))
                {
                    return next(http);
                }
                var wait = windows.Take(WhoAsks(http));
                return wait == TimeSpan.Zero ? next(http) : RefuseAsync(http, wait);
            }
        );
    }

    private static string WhoAsks(HttpContext http) =>
        http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.Connection.RemoteIpAddress?.ToString() ?? "";

    private static async Task RefuseAsync(HttpContext http, TimeSpan wait)
    {
        var seconds = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = seconds;
        await http
            .RequestServices.GetRequiredService<IProblemDetailsService>()
            .TryWriteAsync(
                new ProblemDetailsContext
                {
                    HttpContext = http,
                    ProblemDetails =
                    {
                        Status = StatusCodes.Status429TooManyRequests,
                        Detail = $"Too many requests. Wait for {seconds} s, as Retry-After says, then go on.",
                    },
                }
            )
            .ConfigureAwait(false);
    }
}
