using System.Net.Security;
using System.Security.Authentication;
using Rollcall.Core.Delivery.Egress;

namespace Rollcall.Core.Delivery;

/// <summary>Makes the HTTP handler that requests leave through: no redirects, cookies or proxies, and addresses checked where the socket connects.</summary>
public static class EgressHandler
{
    /// <summary>A handler.</summary>
    /// <param name="publicOnly">Whether private, loopback, link-local and other special addresses are refused.</param>
    /// <param name="connections">Connections per host at most.</param>
    public static SocketsHttpHandler Create(bool publicOnly, int connections) =>
        Create(publicOnly ? EgressRules.PublicAddressesOnly : EgressRules.Anywhere, connections);

    /// <summary>A handler.</summary>
    /// <param name="rules">Where requests may go.</param>
    /// <param name="connections">Connections per host at most.</param>
    public static SocketsHttpHandler Create(EgressRules rules, int connections) =>
        Create(new GuardedConnection(rules), connections);

    internal static SocketsHttpHandler Create(GuardedConnection connection, int connections) =>
        new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            // A trace header of ours is nothing to a stranger.
            ActivityHeadersPropagator = null,
            ConnectCallback = connection.ConnectAsync,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            MaxConnectionsPerServer = Math.Max(1, connections),
            MaxResponseHeadersLength = 32,
            // Whatever an answer holds beyond what was read is not worth waiting for.
            MaxResponseDrainSize = 0,
            ResponseDrainTimeout = TimeSpan.Zero,
            // Names are looked up and checked anew every minute; servers close idle connections after as few as five
            // seconds, and a request that meets the closing is in doubt.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                AllowRenegotiation = false,
            },
        };
}
