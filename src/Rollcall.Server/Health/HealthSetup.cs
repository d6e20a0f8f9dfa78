using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Health;

/// <summary>Whether the server works: <c>/health/live</c> (the process answers) and <c>/health/ready</c> (its database does too).</summary>
internal static class HealthSetup
{
    private const string Ready = "ready";

    /// <summary>Adds the checks.</summary>
    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [Ready]);

    /// <summary>Maps the two addresses; they tell one word and nothing else, so they need no signing in.</summary>
    public static void MapHealth(this WebApplication application)
    {
        application.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        application
            .MapHealthChecks(
                "/health/ready",
                new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }
            )
            .AllowAnonymous();
    }

    private sealed class DatabaseCheck(Databases databases) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            await using var database = databases.OpenForInstallation();
            return await database.Database.CanConnectAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
