using System.IO.Compression;

namespace Rollcall.Core.Delivery.Wire;

/// <summary>Undoes the content encodings of a response while it is read, so that a bomb is stopped at the size that it would have.</summary>
internal static class Decompression
{
    private const int MostEncodings = 3;

    /// <summary>The stream of what was encoded. An encoding that is not known leaves the body as it is: it cannot be read then, its status can.</summary>
    public static async ValueTask<Stream> OfAsync(Stream raw, string? encodings, CancellationToken cancellation)
    {
        var names = (encodings ?? "").Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        if (names.Length > MostEncodings || !names.All(IsKnown))
        {
            return raw;
        }
        var stream = raw;
        foreach (var name in names.Reverse())
        {
            stream = name.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
                "br" => new BrotliStream(stream, CompressionMode.Decompress),
                "deflate" => await DeflatedAsync(stream, cancellation).ConfigureAwait(false),
                _ => stream,
            };
        }
        return stream;
    }

    /// <summary>Reads some bytes; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">The compression is broken.</exception>
    public static async ValueTask<int> ReadAsync(Stream stream, Memory<byte> into, CancellationToken cancellation)
    {
        try
        {
            return await stream.ReadAsync(into, cancellation).ConfigureAwait(false);
        }
        catch (InvalidOperationException broken)
        {
            // So says BrotliStream of what the other decompressors call invalid data.
            throw new InvalidDataException(broken.Message, broken);
        }
    }

    private static bool IsKnown(string name) =>
        name.ToLowerInvariant() is "gzip" or "x-gzip" or "br" or "deflate" or "identity";

    // The standard means zlib's format; some servers send the bare one, whose first byte tells it apart.
    private static async ValueTask<Stream> DeflatedAsync(Stream stream, CancellationToken cancellation)
    {
        var first = new byte[1];
        var read = await stream.ReadAsync(first, cancellation).ConfigureAwait(false);
        var whole = new PrefixedStream(first.AsMemory(0, read), stream);
        return read == 1 && (first[0] & 0x0F) == 8
            ? new ZLibStream(whole, CompressionMode.Decompress)
            : new DeflateStream(whole, CompressionMode.Decompress);
    }
}

/// <summary>A stream with bytes that were read ahead put back before it.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : Stream
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_prefix.IsEmpty)
        {
            return rest.ReadAsync(buffer, cancellationToken);
        }
        var length = Math.Min(buffer.Length, _prefix.Length);
        _prefix[..length].CopyTo(buffer);
        _prefix = _prefix[length..];
        return ValueTask.FromResult(length);
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("It is read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }
        base.Dispose(disposing);
    }
}
