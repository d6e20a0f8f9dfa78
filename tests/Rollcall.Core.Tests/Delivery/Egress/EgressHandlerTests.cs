using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Egress;

namespace Rollcall.Core.Tests.Delivery.Egress;

/// <summary>Judged by what reaches a socket, not by what an error says.</summary>
public sealed class EgressHandlerTests
{
    private static readonly IPAddress Public = IPAddress.Parse("8.8.8.8");
    private static readonly IPAddress Private = IPAddress.Parse("10.0.0.7");

    private readonly ConcurrentQueue<IPAddress> _connections = [];

    [Fact]
    public async Task No_spelling_of_a_special_address_gets_a_connection()
    {
        var hosts = HostileHosts.All.ToList();
        Assert.InRange(hosts.Count, 150, int.MaxValue);
        await using var server = RawServer.Always("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var connection = new GuardedConnection(EgressRules.PublicAddressesOnly, ResolveHere, ConnectHere);
        using var sender = new Sender(EgressHandler.Create(connection, 1), TimeProvider.System);
        foreach (var host in hosts)
        {
            foreach (var scheme in new[] { "http", "https" })
            {
                var url = $"{scheme}://{host}:{server.Port}/";
                var answer = await sender.SendAsync(Sending.Request(url), Sending.Patience, default);
                Assert.True(
                    answer.Kind is AnswerKind.AddressNotAllowed or AnswerKind.CannotConnect,
                    $"{url}: {answer}"
                );
                Assert.False(answer.Sent, url);
            }
        }
        Assert.Equal(0, server.Connections);
        Assert.Empty(_connections);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("0x7f000001")]
    [InlineData("localhost")]
    [InlineData("１２７.０.０.１")]
    public async Task Real_handler_refuses_the_loopback_unless_all_addresses_are_allowed(string host)
    {
        await using var server = RawServer.Always("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var url = $"http://{host}:{server.Port}/";
        var refused = await Sending.SendAsync(Sending.Request(url), publicOnly: true);
        Assert.Equal((AnswerKind.AddressNotAllowed, false), (refused.Kind, refused.Sent));
        Assert.Equal(0, server.Connections);
        var allowed = await Sending.SendAsync(Sending.Request(url), publicOnly: false);
        Assert.Equal((AnswerKind.Response, 200), (allowed.Kind, allowed.Status));
    }

    [Fact]
    public async Task Host_with_any_special_address_is_refused_whole()
    {
        foreach (
            var addresses in new IPAddress[][]
            {
                [Private],
                [Public, Private],
                [Private, Public],
                [Public, IPAddress.IPv6Loopback],
                [Public.MapToIPv6()],
            }
        )
        {
            var answer = await SendAsync(_ => addresses);
            Assert.Equal((AnswerKind.AddressNotAllowed, false), (answer.Kind, answer.Sent));
        }
        Assert.Empty(_connections);
    }

    [Fact]
    public async Task Name_that_changes_its_address_between_look_ups_gets_no_connection_to_a_special_one()
    {
        for (var times = 0; times < 1000; times++)
        {
            await SendAsync(lookUp => (lookUp + times) % 2 == 0 ? [Public] : [Private]);
        }
        Assert.Equal(500, _connections.Count);
        Assert.All(_connections, address => Assert.Equal(Public, address));
    }

    [Fact]
    public async Task Host_without_addresses_cannot_be_connected_to()
    {
        var answer = await SendAsync(_ => []);
        Assert.Equal((AnswerKind.CannotConnect, "no such host"), (answer.Kind, answer.Detail));
        answer = await SendAsync(_ => throw new SocketException((int)SocketError.TryAgain));
        Assert.Equal(
            (AnswerKind.CannotConnect, "the host's name could not be looked up"),
            (answer.Kind, answer.Detail)
        );
    }

    [Fact]
    public async Task Next_address_is_tried_when_one_does_not_answer()
    {
        var other = IPAddress.Parse("9.9.9.9");
        var answer = await SendAsync(_ => [Public, other]);
        Assert.Equal(AnswerKind.CannotConnect, answer.Kind);
        Assert.Equal([Public, other], _connections);
    }

    [Fact]
    public async Task Refusal_does_not_tell_what_a_name_means_inside()
    {
        var answer = await SendAsync(_ => [Private]);
        Assert.Contains("host.example", answer.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.7", answer.Detail, StringComparison.Ordinal);
    }

    private async Task<Answer> SendAsync(Func<int, IPAddress[]> resolve)
    {
        var lookUps = 0;
        var connection = new GuardedConnection(
            EgressRules.PublicAddressesOnly,
            (_, _) => Task.FromResult(resolve(lookUps++)),
            ConnectHere
        );
        using var sender = new Sender(EgressHandler.Create(connection, 1), TimeProvider.System);
        return await sender.SendAsync(Sending.Request("http://host.example/"), Sending.Patience, default);
    }

    // Names and odd spellings mean here what the system makes of them, without asking a network.
    private static async Task<IPAddress[]> ResolveHere(string host, CancellationToken cancellation) =>
        IPAddress.TryParse(host, out var address) ? [address]
        : host.Contains("localhost", StringComparison.OrdinalIgnoreCase)
            ? await Dns.GetHostAddressesAsync("localhost", cancellation)
        : throw new SocketException((int)SocketError.HostNotFound);

    private ValueTask<Stream> ConnectHere(IPEndPoint address, CancellationToken cancellation)
    {
        _connections.Enqueue(address.Address);
        throw new SocketException((int)SocketError.ConnectionRefused);
    }
}
