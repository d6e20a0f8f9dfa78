namespace Rollcall.Core.Delivery;

/// <summary>Makes the HTTP handler that requests leave through: no redirects, cookies or proxies, and addresses checked where the socket connects.</summary>
public static class EgressHandler
{
    /// <summary>A handler.</summary>
    /// <param name="publicOnly">Whether private, loopback, link-local and other special addresses are refused.</param>
    /// <param name="connections">Connections per host at most.</param>
    public static SocketsHttpHandler Create(bool publicOnly, int connections) => throw new NotImplementedException();
}
