using System.Net;

namespace Rollcall.Core.Delivery.Wire;

/// <summary>
/// A body of known length, written from the memory it was rendered into. A request without a body has an empty one: so
/// it carries Content-Length too, and .NET's handler no longer takes it for a request that it may send again by itself.
/// </summary>
internal sealed class RequestContent(ReadOnlyMemory<byte> body) : HttpContent
{
    private const int Slice = 128 * 1024;

    /// <summary>Whether a connection was there and writing began: from here on the request may be applied.</summary>
    public bool Started { get; private set; }

    /// <summary>Bytes handed to the connection.</summary>
    public long Written { get; private set; }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        Start();
        for (var at = 0; at < body.Length; at += Slice)
        {
            var slice = body[at..Math.Min(body.Length, at + Slice)];
            await stream.WriteAsync(slice, cancellationToken).ConfigureAwait(false);
            Written += slice.Length;
        }
    }

    protected override void SerializeToStream(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        Start();
        stream.Write(body.Span);
        Written = body.Length;
    }

    // Whatever a handler thinks of doing again, a body goes out once.
    private void Start()
    {
        if (Started)
        {
            throw new IOException("A request is never sent a second time by itself.");
        }
        Started = true;
    }
}
