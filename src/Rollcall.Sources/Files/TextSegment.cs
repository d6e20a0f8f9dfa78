using System.Buffers;

namespace Rollcall.Sources.Files;

/// <summary>How a segment of a text ends.</summary>
internal enum SegmentEnd
{
    /// <summary>With a record, behind which there is more.</summary>
    Record,

    /// <summary>With the text. A last line without a line feed got one.</summary>
    Text,

    /// <summary>In the middle of a record that is larger than allowed, the only one in it.</summary>
    TooLarge,

    /// <summary>Where reading failed; what failed is told instead of the next segment.</summary>
    Failure,
}

/// <summary>A piece of a text that begins with a record, in a pooled buffer that is used again for the next.</summary>
internal sealed class TextSegment : IDisposable
{
    /// <summary>Bytes that may be looked at (not used) behind <see cref="End"/>, so that a scan takes whole blocks.</summary>
    public const int Padding = 64;

    /// <summary>The largest record in bytes.</summary>
    public const int MaxRecord = 16 << 20;

    private const int Smallest = 16;

    /// <summary>The buffer.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Where the text begins in the buffer.</summary>
    public int Start { get; set; }

    /// <summary>Where it ends.</summary>
    public int End { get; private set; }

    /// <summary>How many bytes of the whole text stand before the buffer's first.</summary>
    public long Offset { get; private set; }

    /// <summary>The line on which <see cref="Start"/> stands, from 1.</summary>
    public long Line { get; set; }

    /// <summary>How it ends.</summary>
    public SegmentEnd Ending { get; set; }

    /// <summary>Whether a line feed was added behind a last line that has none.</summary>
    public bool LineFeedAdded { get; private set; }

    /// <summary>Room for more.</summary>
    public Span<byte> Room => Bytes.AsSpan(End, Bytes.Length - Padding - End);

    /// <summary>Begins anew.</summary>
    /// <param name="size">Bytes read at once, padding included.</param>
    /// <param name="text">The first bytes of the text.</param>
    /// <param name="offset">Where they stand in the whole.</param>
    /// <param name="line">And on which line.</param>
    public void Begin(int size, ReadOnlySpan<byte> text, long offset, long line)
    {
        (Start, End, Offset, Line, LineFeedAdded) = (0, 0, offset, line, false);
        Resize(Math.Max(size, text.Length + Padding + Smallest));
        text.CopyTo(Room);
        End = text.Length;
    }

    /// <summary>Notes that bytes were put into <see cref="Room"/>.</summary>
    public void Fill(int count) => End += count;

    /// <summary>Makes room for twice as much, up to one byte more than a record may have.</summary>
    public void Grow() => Resize(Math.Min((Bytes.Length - Padding) * 2, MaxRecord + 1) + Padding);

    /// <summary>Leaves away what stands from an index on.</summary>
    public void CutAt(int end) => End = end;

    /// <summary>Ends a last line that has no line feed; with one it is as all others, and the padding has room for it.</summary>
    public void AddLineFeed()
    {
        Bytes[End++] = (byte)'\n';
        LineFeedAdded = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(Bytes);
            Bytes = [];
        }
    }

    private void Resize(int size)
    {
        if (Bytes.Length >= size)
        {
            return;
        }
        var bytes = ArrayPool<byte>.Shared.Rent(size);
        Bytes.AsSpan(0, End).CopyTo(bytes);
        Dispose();
        Bytes = bytes;
    }
}
