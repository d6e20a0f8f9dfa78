using System.Net;
using Rollcall.Core.Delivery.Egress;

namespace Rollcall.Core.Delivery;

/// <summary>Where requests may go.</summary>
public sealed record EgressRules
{
    private readonly HashSet<string> _addresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<AddressRange> _networks = [];

    private EgressRules(bool publicOnly, bool httpsOnly) => (PublicOnly, HttpsOnly) = (publicOnly, httpsOnly);

    /// <summary>Anywhere: for a person's own machine.</summary>
    public static EgressRules Anywhere { get; } = new(publicOnly: false, httpsOnly: false);

    /// <summary>To public addresses, encrypted or not.</summary>
    public static EgressRules PublicAddressesOnly { get; } = new(publicOnly: true, httpsOnly: false);

    /// <summary>Whether private, loopback, link-local and other special addresses are refused.</summary>
    public bool PublicOnly { get; }

    /// <summary>Whether requests that are not encrypted are refused.</summary>
    public bool HttpsOnly { get; }

    /// <summary>The rules of a server: HTTPS and public addresses only, but for what the operator allows.</summary>
    /// <param name="addresses">Exact addresses as <c>host:port</c>, such as <c>127.0.0.1:8321</c>: allowed whatever they lead to.</param>
    /// <param name="networks">Networks such as <c>10.1.0.0/16</c>: allowed though they are private, and without HTTPS.</param>
    /// <param name="problems">Receives a sentence for each that cannot be read.</param>
    public static EgressRules ForServer(
        IEnumerable<string> addresses,
        IEnumerable<string> networks,
        ICollection<string> problems
    )
    {
        var rules = new EgressRules(publicOnly: true, httpsOnly: true);
        foreach (var address in addresses.Select(address => address.Trim()))
        {
            if (!TryReadAddress(address, out var host, out var port))
            {
                problems.Add($"\"{address}\" is no address; write host:port, such as 127.0.0.1:8321.");
                continue;
            }
            rules._addresses.Add(NameOf(host, port));
        }
        foreach (var network in networks.Select(network => network.Trim()))
        {
            if (!IPNetwork.TryParse(network, out _))
            {
                problems.Add(
                    $"\"{network}\" is no network; write its first address and its bits, such as 10.1.0.0/16."
                );
                continue;
            }
            rules._networks.Add(AddressRange.Parse(network));
        }
        return rules;
    }

    /// <summary>Whether requests to a host get through without being looked up: it is allowed by its exact address.</summary>
    /// <param name="host">As in the URL.</param>
    /// <param name="port">The port.</param>
    public bool Allows(string host, int port) => _addresses.Contains(NameOf(host, port));

    /// <summary>Which rule forbids a connection; null where none does.</summary>
    /// <param name="host">As in the URL.</param>
    /// <param name="port">The port.</param>
    /// <param name="isEncrypted">Whether it is HTTPS.</param>
    /// <param name="found">All addresses of the host.</param>
    internal string? WhyNot(string host, int port, bool isEncrypted, IReadOnlyList<IPAddress> found)
    {
        if (Allows(host, port) || (_networks.Count > 0 && found.All(IsInAllowedNetwork)))
        {
            return null;
        }
        if (PublicOnly && !found.All(address => PublicAddresses.Contain(address) || IsInAllowedNetwork(address)))
        {
            return $"{host} leads to a private or special address, and only public ones are allowed";
        }
        return HttpsOnly && !isEncrypted
            ? $"{host} is addressed without encryption, and only https:// is allowed"
            : null;
    }

    private static bool TryReadAddress(string address, out string host, out int port)
    {
        var colon = address.LastIndexOf(':');
        host = colon > 0 ? address[..colon] : "";
        port = 0;
        return host.Length > 0
            && !host.Contains('/')
            && int.TryParse(address.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= ushort.MaxValue;
    }

    private static string NameOf(string host, int port) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{host.Trim('[', ']')}:{port}");

    private bool IsInAllowedNetwork(IPAddress address) => _networks.Exists(network => network.Contains(address));
}
