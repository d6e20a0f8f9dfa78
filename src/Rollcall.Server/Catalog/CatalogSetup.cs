using Rollcall.Server.Releases;
using Rollcall.Server.Review;

namespace Rollcall.Server.Catalog;

/// <summary>The way from draft to catalog.</summary>
internal static class CatalogSetup
{
    /// <summary>Adds releases, review and catalog.</summary>
    public static void AddCatalog(this IServiceCollection services)
    {
        services.AddSingleton<PublishedIntegrations>().AddSingleton<CatalogReader>().AddSingleton<ReadyMade>();
        services.AddSingleton<DestinationRequests>();
        services
            .AddSingleton<Withdrawal>()
            .AddSingleton<ReleaseChecks>()
            .AddSingleton<Releases.Releases>()
            .AddSingleton<VersionHistory>();
        services.AddSingleton<ReleaseMails>();
        services.AddSingleton<ReviewerReader>().AddSingleton<ReviewQueue>().AddSingleton<Reviews>();
        services.AddSingleton<ReviewTests>().AddSingleton<TestCohortSync>();
    }
}
