using Rollcall.Core.Delivery.Requests;

namespace Rollcall.Core.Delivery;

/// <summary>Sends a rendered request once: one deadline over everything, no redirects, cookies or proxies, bounded responses, never a hidden second sending.</summary>
public sealed class Sender : IDisposable
{
    /// <summary>A sender over a handler; tests and simulations bring their own.</summary>
    /// <param name="handler">See <see cref="EgressHandler"/> for the real one.</param>
    /// <param name="time">Measures the deadline.</param>
    public Sender(HttpMessageHandler handler, TimeProvider time) => throw new NotImplementedException();

    /// <summary>Sends a request once. Does not throw for anything that the network or the destination does.</summary>
    /// <param name="request">Must not change until the task ends.</param>
    /// <param name="timeout">Over connect, send, headers and body.</param>
    /// <param name="cancellation">Abandons the request: the answer is then a dropped connection. Not for Ctrl-C, which lets requests in flight finish.</param>
    public Task<Answer> SendAsync(RenderedRequest request, TimeSpan timeout, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
