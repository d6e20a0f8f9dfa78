using Rollcall.Server.Integrations.Testing;
using Rollcall.Server.Portal.Developer.Editing;

namespace Rollcall.Server.Integrations;

/// <summary>The developer portal's operations.</summary>
internal static class IntegrationsSetup
{
    /// <summary>Adds them.</summary>
    public static void AddIntegrations(this IServiceCollection services)
    {
        services.AddSingleton<Connections>().AddSingleton<Logos>();
        services.AddSingleton<TestBench>().AddSingleton<EvidenceKeeper>().AddScoped<PageScript>();
        services.AddSingleton<IntegrationVersions>().AddSingleton<Drafts>().AddSingleton<IntegrationFiles>();
    }
}
