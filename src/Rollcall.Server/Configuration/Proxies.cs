using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Rollcall.Server.Configuration;

/// <summary>Whose word is taken on where a request comes from: limits and throttles go by that address, which behind a proxy would be the proxy's for everybody.</summary>
internal static class Proxies
{
    private static readonly char[] Separators = [',', ';', ' '];

    /// <summary>Believes <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> of proxies on this machine, and of those that are set; the last entry only, which they wrote themselves.</summary>
    public static void UseProxies(this WebApplication application, ServerOptions options)
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
        };
        foreach (var network in NetworksOf(options.Proxies))
        {
            forwarded.KnownIPNetworks.Add(network!.Value);
        }
        application.UseForwardedHeaders(forwarded);
    }

    /// <summary>What is wrong with the setting, a sentence each.</summary>
    public static IEnumerable<string> Faults(ServerOptions options) =>
        Split(options.Proxies)
            .Zip(NetworksOf(options.Proxies))
            .Where(pair => pair.Second is null)
            .Select(pair =>
                $"Proxies: \"{pair.First}\" is no address or network. Give those such as 10.0.0.5 or 10.1.0.0/16."
            );

    private static IEnumerable<System.Net.IPNetwork?> NetworksOf(string list) =>
        Split(list)
            .Select(text =>
                IPAddress.TryParse(text, out var address)
                    ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
                : System.Net.IPNetwork.TryParse(text, out var network) ? network
                : (System.Net.IPNetwork?)null
            );

    private static string[] Split(string list) => list.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}
