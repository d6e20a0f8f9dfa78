using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Rollcall.Server.Configuration;

namespace Rollcall.Server.Api;

/// <summary>How often one person, or one address without a person, may ask the API: a bucket that fills evenly.</summary>
internal static class RequestLimits
{
    /// <summary>The policy's name.</summary>
    public const string Policy = "api";

    /// <summary>Adds the limits.</summary>
    public static void AddRequestLimits(this IServiceCollection services, ServerOptions options) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = TellAsync;
            limiter.AddPolicy(Policy, http => BucketOf(http, options.ApiRequestsPerMinute));
        });

    private static RateLimitPartition<string> BucketOf(HttpContext http, int perMinute)
    {
        var who =
            http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.Connection.RemoteIpAddress?.ToString() ?? "";
        return RateLimitPartition.GetTokenBucketLimiter(
            who,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = Math.Max(1, perMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                AutoReplenishment = true,
            }
        );
    }

    private static async ValueTask TellAsync(OnRejectedContext context, CancellationToken cancellation)
    {
        if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
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
