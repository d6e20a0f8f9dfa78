using System.IO.Compression;

namespace Rollcall.Sources.Files;

/// <summary>
/// The content of gzip members, to a proven end. .NET's decompressor ends without a word where its input is cut short,
/// and where something else follows a member. So a member of ours, with random content, is put behind the input: only
/// where all before it is complete does exactly that content come out of it.
/// </summary>
internal sealed class GzipText : ReadOnlyStream
{
    private readonly byte[] _seal = Guid.NewGuid().ToByteArray();
    private readonly FollowedStream _compressed;
    private readonly GZipStream _gzip;
    private bool _ended;

    /// <summary>The content of a stream.</summary>
    public GzipText(Stream compressed)
    {
        var sealedMember = new MemoryStream();
        using (var gzip = new GZipStream(sealedMember, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(_seal);
        }
        _compressed = new FollowedStream(compressed, sealedMember.ToArray());
        _gzip = new GZipStream(_compressed, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The input is damaged, or ends too early.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_ended)
        {
            return 0;
        }
        var read = _gzip.Read(buffer);
        if (read > 0 && !_compressed.InnerEnded)
        {
            return read;
        }
        // The decompressor asks for input only when it has nothing more to give, so this came out of our member.
        CheckSeal(buffer[..read]);
        _ended = true;
        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }
        base.Dispose(disposing);
    }

    private void CheckSeal(ReadOnlySpan<byte> start)
    {
        var rest = new byte[_seal.Length + 1];
        var read = start.Length < rest.Length ? _gzip.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) : 0;
        if (
            start.Length + read != _seal.Length
            || !_seal.AsSpan(start.Length).SequenceEqual(rest.AsSpan(0, read))
            || !_seal.AsSpan().StartsWith(start)
        )
        {
            throw new InvalidDataException("The last gzip member is not complete.");
        }
    }
}
