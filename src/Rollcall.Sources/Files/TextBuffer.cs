namespace Rollcall.Sources.Files;

/// <summary>A window on a text input. Grows only where a single record is larger than it, up to <see cref="MaxRecord"/>.</summary>
internal sealed class TextBuffer
{
    /// <summary>Bytes that may be looked at (not used) behind <see cref="Filled"/>, so that a scan takes whole blocks.</summary>
    public const int Padding = 64;

    /// <summary>The largest record in bytes.</summary>
    public const int MaxRecord = 16 << 20;

    private readonly TextInput _input;
    private byte[] _bytes;

    /// <summary>A window.</summary>
    /// <param name="input">What to read.</param>
    /// <param name="size">Bytes read at once.</param>
    public TextBuffer(TextInput input, int size)
    {
        _input = input;
        _bytes = new byte[size + Padding];
    }

    /// <summary>The bytes; another array after <see cref="Refill"/>.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>How many bytes of the text stand before them.</summary>
    public long Offset { get; private set; }

    /// <summary>How many of them are there.</summary>
    public int Filled { get; private set; }

    /// <summary>Whether there is nothing behind them.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether a line feed was added behind a last line that has none.</summary>
    public bool LineFeedAdded { get; private set; }

    /// <summary>Drops the bytes before an index, moves the rest to the front and reads more.</summary>
    /// <returns>False: the record that begins at the index is larger than allowed.</returns>
    public bool Refill(int keepFrom)
    {
        var kept = Filled - keepFrom;
        if (kept > MaxRecord)
        {
            return false;
        }
        var target = _bytes;
        if (kept > (_bytes.Length - Padding) / 2)
        {
            target = new byte[((_bytes.Length - Padding) * 2) + Padding];
        }
        _bytes.AsSpan(keepFrom, kept).CopyTo(target);
        _bytes = target;
        Offset += keepFrom;
        var read = _input.Read(_bytes.AsSpan(kept, _bytes.Length - Padding - kept));
        Filled = kept + read;
        if (read == 0)
        {
            End(kept);
        }
        return true;
    }

    // The last line needs no line feed; with one it is as all others, and the padding has room for it.
    private void End(int kept)
    {
        Ended = true;
        if (kept > 0)
        {
            _bytes[Filled++] = (byte)'\n';
            LineFeedAdded = true;
        }
    }
}
