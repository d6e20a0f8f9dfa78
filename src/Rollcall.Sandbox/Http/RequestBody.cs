using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Rollcall.Sandbox.Http;

/// <summary>A request's body, read to its end into a pooled buffer.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _length;

    /// <summary>Its length as received.</summary>
    public long Length { get; private set; }

    /// <summary>SHA-256 of it as received.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Whether it ended before the connection did.</summary>
    public bool Complete { get; private set; }

    /// <summary>Whether it is larger than allowed; the bytes beyond were counted and dropped.</summary>
    public bool TooLarge { get; private set; }

    /// <summary>What was received, or its allowed beginning.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>A copy of what was received, up to a length.</summary>
    public byte[] Kept { get; private set; } = [];

    public static async Task<RequestBody> ReadAsync(HttpRequest request, int maxBytes, int keepBytes)
    {
        var body = new RequestBody();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
                foreach (var piece in read.Buffer)
                {
                    hash.AppendData(piece.Span);
                    body.Append(piece.Span, maxBytes);
                }
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    body.Complete = true;
                    break;
                }
            }
        }
        // The client went away in the middle; what came is logged.
        catch (Exception gone) when (gone is IOException or OperationCanceledException or BadHttpRequestException) { }
        body.Kept = body.Bytes[..Math.Min(body._length, keepBytes)].ToArray();
        body.Hash = Convert.ToHexStringLower(hash.GetHashAndReset());
        return body;
    }

    /// <summary>Replaces a gzip body by what it unpacks to.</summary>
    /// <exception cref="InvalidDataException">It is no gzip.</exception>
    public void Unpack(int maxBytes)
    {
        var packed = Bytes.ToArray();
        _length = 0;
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var piece = new byte[16 << 10];
        int read;
        while (!TooLarge && (read = gzip.Read(piece)) > 0)
        {
            Keep(piece.AsSpan(0, read), maxBytes);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Append(ReadOnlySpan<byte> piece, int maxBytes)
    {
        Length += piece.Length;
        Keep(piece, maxBytes);
    }

    private void Keep(ReadOnlySpan<byte> piece, int maxBytes)
    {
        var room = Math.Min(piece.Length, maxBytes - _length);
        TooLarge |= room < piece.Length;
        if (_length + room > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + room, _buffer.Length * 2));
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        piece[..room].CopyTo(_buffer.AsSpan(_length));
        _length += room;
    }
}
