using Rollcall.Core.Delivery;

namespace Rollcall.Server.Configuration;

/// <summary>Where requests to destinations may go, as the operator says.</summary>
internal static class Egress
{
    private static readonly char[] Separators = [',', ';', ' '];

    /// <summary>Adds the <see cref="EgressRules"/> of the installation.</summary>
    public static void AddEgress(this IServiceCollection services, ServerOptions options) =>
        services.AddSingleton(Rules(options, [], []));

    /// <summary>What is wrong with the settings, a sentence each.</summary>
    public static IEnumerable<string> Faults(ServerOptions options)
    {
        var (addresses, networks) = (new List<string>(), new List<string>());
        Rules(options, addresses, networks);
        return
        [
            .. addresses.Select(fault => $"AllowedAddresses: {fault}"),
            .. networks.Select(fault => $"AllowedNetworks: {fault}"),
        ];
    }

    private static EgressRules Rules(ServerOptions options, List<string> addresses, List<string> networks)
    {
        _ = EgressRules.ForServer(Split(options.AllowedAddresses), [], addresses);
        _ = EgressRules.ForServer([], Split(options.AllowedNetworks), networks);
        return EgressRules.ForServer(Split(options.AllowedAddresses), Split(options.AllowedNetworks), []);
    }

    private static string[] Split(string list) => list.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}
