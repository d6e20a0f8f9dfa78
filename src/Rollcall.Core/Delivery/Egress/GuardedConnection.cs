using System.Net;
using System.Net.Sockets;

namespace Rollcall.Core.Delivery.Egress;

/// <summary>
/// Looks a host's addresses up, checks all of them, and connects to one of those that were checked: in one step, so that
/// a name cannot mean one address when it is checked and another when it is used.
/// </summary>
internal sealed class GuardedConnection
{
    // Addresses beyond these are not tried, and each but the last gets this long.
    private const int MostAddresses = 8;
    private static readonly TimeSpan PatienceWithOne = TimeSpan.FromSeconds(5);

    private readonly EgressRules _rules;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly Func<IPEndPoint, CancellationToken, ValueTask<Stream>> _connect;

    public GuardedConnection(EgressRules rules)
        : this(rules, Dns.GetHostAddressesAsync, OpenAsync) { }

    public GuardedConnection(
        EgressRules rules,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        Func<IPEndPoint, CancellationToken, ValueTask<Stream>> connect
    ) => (_rules, _resolve, _connect) = (rules, resolve, connect);

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host.Trim('[', ']'), context.DnsEndPoint.Port);
        var addresses = await _resolve(host, cancellation).ConfigureAwait(false);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }
        var isEncrypted = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps;
        if (_rules.WhyNot(host, port, isEncrypted, addresses) is { } rule)
        {
            throw new AddressNotAllowedException(rule);
        }
        return await ConnectToOneAsync(addresses, port, cancellation).ConfigureAwait(false);
    }

    private async Task<Stream> ConnectToOneAsync(IPAddress[] addresses, int port, CancellationToken cancellation)
    {
        var last = Math.Min(addresses.Length, MostAddresses) - 1;
        for (var index = 0; index < last; index++)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(PatienceWithOne);
            try
            {
                return await _connect(new IPEndPoint(addresses[index], port), patience.Token).ConfigureAwait(false);
            }
            catch (Exception failure)
                when (failure is SocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                // The host's next address may answer.
            }
        }
        return await _connect(new IPEndPoint(addresses[last], port), cancellation).ConfigureAwait(false);
    }

    private static async ValueTask<Stream> OpenAsync(IPEndPoint address, CancellationToken cancellation)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A rule forbids a connection.</summary>
/// <param name="rule">Which, and for what host.</param>
internal sealed class AddressNotAllowedException(string rule) : Exception(rule);
