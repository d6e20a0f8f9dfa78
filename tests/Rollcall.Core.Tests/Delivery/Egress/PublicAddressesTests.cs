using System.Net;
using System.Net.Sockets;
using CsCheck;
using Rollcall.Core.Delivery.Egress;

namespace Rollcall.Core.Tests.Delivery.Egress;

public sealed class PublicAddressesTests
{
    /// <summary>Ranges with the addresses just outside of them; the neighbours of some are special themselves, or there are none.</summary>
    public static TheoryData<string, string, string, string?, string?> Ranges() =>
        new()
        {
            { "this network", "0.0.0.0", "0.255.255.255", null, "1.0.0.0" },
            { "private", "10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0" },
            { "carrier-grade NAT", "100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0" },
            { "loopback", "127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0" },
            { "Azure's host", "168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17" },
            { "link-local", "169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0" },
            { "private", "172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0" },
            { "protocol assignments", "192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0" },
            { "documentation", "192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0" },
            { "6to4 relays", "192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0" },
            { "private", "192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0" },
            { "benchmarking", "198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0" },
            { "documentation", "198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0" },
            { "documentation", "203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0" },
            { "multicast, reserved, broadcast", "224.0.0.0", "255.255.255.255", "223.255.255.255", null },
            {
                "unspecified, loopback, compatible, mapped, NAT64, discard",
                "::",
                "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                null,
                "2000::"
            },
            {
                "protocol assignments, Teredo, ORCHID",
                "2001::",
                "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
                "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "2001:200::"
            },
            {
                "documentation",
                "2001:db8::",
                "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
                "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
                "2001:db9::"
            },
            {
                "6to4",
                "2002::",
                "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "2003::"
            },
            {
                "documentation",
                "3fff::",
                "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
                "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "3fff:1000::"
            },
            {
                "unassigned, unique local, link-local, site-local, multicast",
                "4000::",
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                null
            },
        };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Special_range_ends_where_it_ends(string name, string first, string last, string? before, string? after)
    {
        Assert.False(IsPublic(first), name);
        Assert.False(IsPublic(last), name);
        Assert.True(before is null || IsPublic(before), name);
        Assert.True(after is null || IsPublic(after), name);
    }

    [Theory]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::8.8.8.8")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:10::1")]
    [InlineData("2001:20::1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("febf::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("192.0.0.192")]
    [InlineData("255.255.255.255")]
    public void Address_of_a_machine_or_network_of_ours_is_not_public(string address) =>
        Assert.False(IsPublic(address));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1.1.1")]
    [InlineData("104.16.0.1")]
    [InlineData("223.5.5.5")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450:4001::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2620:fe::fe")]
    public void Address_of_the_internet_is_public(string address) => Assert.True(IsPublic(address));

    [Fact]
    public void IPv4_address_never_becomes_public_by_being_wrapped_in_IPv6() =>
        Gen.UInt.Sample(bits =>
        {
            var v4 = new IPAddress(BitConverter.GetBytes(bits)).GetAddressBytes();
            Assert.False(PublicAddresses.Contain(new IPAddress(v4).MapToIPv6()));
            Assert.False(PublicAddresses.Contain(new IPAddress((byte[])[.. new byte[12], .. v4])));
            Assert.False(PublicAddresses.Contain(new IPAddress((byte[])[0, 0x64, 0xff, 0x9b, .. new byte[8], .. v4])));
            Assert.False(PublicAddresses.Contain(new IPAddress((byte[])[0x20, 0x02, .. v4, .. new byte[10]])));
            Assert.False(PublicAddresses.Contain(new IPAddress((byte[])[0x20, 0x01, 0, 0, .. new byte[8], .. v4])));
        });

    private static bool IsPublic(string address)
    {
        var parsed = IPAddress.Parse(address);
        Assert.True(parsed.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6);
        return PublicAddresses.Contain(parsed);
    }
}
