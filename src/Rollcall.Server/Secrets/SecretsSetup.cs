using Rollcall.Server.Configuration;

namespace Rollcall.Server.Secrets;

/// <summary>Secrets.</summary>
internal static class SecretsSetup
{
    /// <summary>Adds the store and its key.</summary>
    public static void AddSecrets(this IServiceCollection services, ServerOptions options, DataFolder folder) =>
        services.AddSingleton(MasterKey.Load(folder, options.MasterKey)).AddSingleton<SecretStore>();
}
