namespace Rollcall.Sources.Files;

/// <summary>A stream with bytes of ours behind its end.</summary>
/// <param name="inner">The stream.</param>
/// <param name="behind">The bytes.</param>
internal sealed class FollowedStream(Stream inner, byte[] behind) : ReadOnlyStream
{
    private int _given;

    /// <summary>Whether the stream itself ended, and what is read now are the bytes behind it.</summary>
    public bool InnerEnded { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (!InnerEnded)
        {
            var read = inner.Read(buffer);
            InnerEnded = read == 0 && buffer.Length > 0;
            if (!InnerEnded)
            {
                return read;
            }
        }
        var count = Math.Min(buffer.Length, behind.Length - _given);
        behind.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
