using Rollcall.Server.Syncs;

namespace Rollcall.Server.Destinations;

/// <summary>Destinations.</summary>
internal static class DestinationsSetup
{
    /// <summary>Adds their operations.</summary>
    public static void AddDestinations(this IServiceCollection services)
    {
        services.AddSingleton<AccountKey>().AddSingleton<Destinations>().AddSingleton<DestinationEdits>();
        services
            .AddSingleton<Disconnection>()
            .AddSingleton<ConnectionTest>()
            .AddSingleton<DestinationRuns>()
            .AddSingleton<ISyncDestinations>(given => given.GetRequiredService<DestinationRuns>());
    }
}
