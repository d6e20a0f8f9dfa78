using System.Net;
using Rollcall.Core.Delivery;

namespace Rollcall.Core.Tests.Delivery.Egress;

public sealed class EgressRulesTests
{
    private static readonly IPAddress Public = IPAddress.Parse("8.8.8.8");
    private static readonly IPAddress Loopback = IPAddress.Loopback;

    [Fact]
    public void Server_allows_encrypted_requests_to_public_addresses_only()
    {
        var rules = Server([], []);
        Assert.Null(rules.WhyNot("api.example", 443, isEncrypted: true, [Public]));
        Assert.Contains(
            "https",
            rules.WhyNot("api.example", 80, isEncrypted: false, [Public]),
            StringComparison.Ordinal
        );
        Assert.Contains("private", rules.WhyNot("here", 443, isEncrypted: true, [Loopback]), StringComparison.Ordinal);
    }

    [Fact]
    public void Exact_address_is_allowed_with_its_port_only()
    {
        var rules = Server(["127.0.0.1:8321", "sandbox.internal:80", "[::1]:9000"], []);
        Assert.Null(rules.WhyNot("127.0.0.1", 8321, isEncrypted: false, [Loopback]));
        Assert.Null(rules.WhyNot("SANDBOX.internal", 80, isEncrypted: false, [Loopback]));
        Assert.Null(rules.WhyNot("::1", 9000, isEncrypted: false, [IPAddress.IPv6Loopback]));
        Assert.NotNull(rules.WhyNot("127.0.0.1", 8322, isEncrypted: true, [Loopback]));
        Assert.NotNull(rules.WhyNot("localhost", 8321, isEncrypted: true, [Loopback]));
    }

    [Fact]
    public void Allowed_network_is_reached_without_encryption_and_nothing_beside_it()
    {
        var rules = Server([], ["10.1.0.0/16", "fd00:1::/32"]);
        Assert.Null(rules.WhyNot("inside", 80, isEncrypted: false, [IPAddress.Parse("10.1.255.3")]));
        Assert.Null(rules.WhyNot("inside", 80, isEncrypted: false, [IPAddress.Parse("fd00:1::7")]));
        Assert.NotNull(rules.WhyNot("beside", 443, isEncrypted: true, [IPAddress.Parse("10.2.0.1")]));
        Assert.NotNull(
            rules.WhyNot("both", 443, isEncrypted: true, [IPAddress.Parse("10.1.0.1"), IPAddress.Parse("10.2.0.1")])
        );
    }

    [Fact]
    public void Host_with_a_public_and_an_allowed_address_still_needs_encryption()
    {
        var rules = Server([], ["10.1.0.0/16"]);
        IPAddress[] both = [Public, IPAddress.Parse("10.1.0.1")];
        Assert.Null(rules.WhyNot("both", 443, isEncrypted: true, both));
        Assert.NotNull(rules.WhyNot("both", 80, isEncrypted: false, both));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData(":8321")]
    [InlineData("http://127.0.0.1:8321")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:70000")]
    public void Address_that_is_none_is_told(string address)
    {
        var problems = new List<string>();
        EgressRules.ForServer([address], [], problems);
        Assert.Contains(address, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.1.0.0")]
    [InlineData("10.1.0.0/99")]
    [InlineData("inside/16")]
    public void Network_that_is_none_is_told(string network)
    {
        var problems = new List<string>();
        EgressRules.ForServer([], [network], problems);
        Assert.Contains(network, Assert.Single(problems), StringComparison.Ordinal);
    }

    private static EgressRules Server(string[] addresses, string[] networks)
    {
        var problems = new List<string>();
        var rules = EgressRules.ForServer(addresses, networks, problems);
        Assert.Empty(problems);
        return rules;
    }
}
