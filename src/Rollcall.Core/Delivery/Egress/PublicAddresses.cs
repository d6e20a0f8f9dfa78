using System.Net;
using System.Net.Sockets;

namespace Rollcall.Core.Delivery.Egress;

/// <summary>The addresses of the public internet: everything but what the special-purpose registries of IANA, and clouds on top of them, set aside.</summary>
internal static class PublicAddresses
{
    private static readonly AddressRange[] SpecialV4 =
    [
        .. new[]
        {
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carrier-grade NAT
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // Azure's host
            "169.254.0.0/16", // link-local, cloud metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarking
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
        }.Select(range => AddressRange.Parse(range)),
    ];

    // Of IPv6 only this is given out for the public internet: loopback, mapped and compatible IPv4, NAT64, unique local,
    // link-local, site-local and multicast lie outside of it.
    private static readonly AddressRange GlobalV6 = AddressRange.Parse("2000::/3");

    private static readonly AddressRange[] SpecialV6 =
    [
        .. new[]
        {
            "2001::/23", // protocol assignments: Teredo, benchmarking, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: holds an IPv4 address
            "3fff::/20", // documentation
        }.Select(range => AddressRange.Parse(range)),
    ];

    /// <summary>Whether an address is one of the public internet.</summary>
    public static bool Contain(IPAddress address) =>
        address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !SpecialV4.Any(range => range.Contains(address)),
            AddressFamily.InterNetworkV6 => GlobalV6.Contains(address)
                && !SpecialV6.Any(range => range.Contains(address)),
            _ => false,
        };
}

/// <summary>A range of addresses by their first bits. .NET's IPNetwork takes an IPv4 address that is mapped into IPv6 for one of any IPv6 range of so few bits.</summary>
/// <param name="First">The first address.</param>
/// <param name="Bits">How many bits all of them share.</param>
internal readonly record struct AddressRange(IPAddress First, int Bits)
{
    public static AddressRange Parse(string range)
    {
        var slash = range.IndexOf('/', StringComparison.Ordinal);
        var bits = int.Parse(range.AsSpan(slash + 1), System.Globalization.CultureInfo.InvariantCulture);
        return new AddressRange(IPAddress.Parse(range.AsSpan(0, slash)), bits);
    }

    public bool Contains(IPAddress address)
    {
        if (address.AddressFamily != First.AddressFamily)
        {
            return false;
        }
        Span<byte> first = stackalloc byte[16];
        Span<byte> other = stackalloc byte[16];
        First.TryWriteBytes(first, out _);
        address.TryWriteBytes(other, out _);
        var whole = Bits / 8;
        return first[..whole].SequenceEqual(other[..whole])
            && (Bits % 8 == 0 || (first[whole] ^ other[whole]) >> (8 - (Bits % 8)) == 0);
    }
}
