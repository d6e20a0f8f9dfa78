using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Rollcall.Server.Configuration;

namespace Rollcall.Server.Api;

/// <summary>How often one person, or one address without a person, may ask the API: so many times in any minute.</summary>
internal static class RequestLimits
{
    /// <summary>The policy's name.</summary>
    public const string Policy = "api";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Adds the limits.</summary>
    public static void AddRequestLimits(this IServiceCollection services, ServerOptions options) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = TellAsync;
            limiter.AddPolicy(Policy, http => WindowOf(http, options.ApiRequestsPerMinute));
        });

    private static RateLimitPartition<string> WindowOf(HttpContext http, int perMinute)
    {
        var who =
            http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.Connection.RemoteIpAddress?.ToString() ?? "";
        return RateLimitPartition.GetSlidingWindowLimiter(
            who,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = perMinute,
                Window = Window,
                SegmentsPerWindow = 60,
                AutoReplenishment = true,
            }
        );
    }

    private static async ValueTask TellAsync(OnRejectedContext context, CancellationToken cancellation)
    {
        // When the next one is free depends on when each of the last minute came; by then all of them are.
        context.HttpContext.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        await context
            .HttpContext.RequestServices.GetRequiredService<IProblemDetailsService>()
            .TryWriteAsync(
                new ProblemDetailsContext
                {
                    HttpContext = context.HttpContext,
                    ProblemDetails =
                    {
                        Status = StatusCodes.Status429TooManyRequests,
                        Detail = "Too many requests. Wait for as many seconds as Retry-After says, then go on.",
                    },
                }
            );
    }
}
