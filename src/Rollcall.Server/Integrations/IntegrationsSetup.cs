namespace Rollcall.Server.Integrations;

/// <summary>The developer portal's operations.</summary>
internal static class IntegrationsSetup
{
    /// <summary>Adds them.</summary>
    public static void AddIntegrations(this IServiceCollection services)
    {
        services.AddSingleton<Connections>().AddSingleton<Logos>();
        services.AddSingleton<IntegrationVersions>().AddSingleton<Drafts>().AddSingleton<IntegrationFiles>();
    }
}
