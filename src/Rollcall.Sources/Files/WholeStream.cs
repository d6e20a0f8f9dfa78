namespace Rollcall.Sources.Files;

/// <summary>
/// Tells whether a decompressor used all of its input. .NET's silently stops at whatever follows a complete gzip member
/// and does not look like another one, so a damaged file of several members would pass for a shorter one. The last byte
/// is therefore handed out alone: a decompressor that stopped earlier never asks for it.
/// </summary>
internal sealed class WholeStream(Stream inner) : Stream
{
    private readonly byte[] _buffer = new byte[1 << 17];
    private int _start;
    private int _filled;
    private bool _ended;

    /// <summary>Whether every byte was asked for.</summary>
    public bool ReadWhole => _ended && _start == _filled;

    /// <summary>Whether there was no byte at all.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (_filled - _start <= 1 && !_ended)
        {
            Refill();
        }
        var available = _ended && _filled - _start == 1 ? 1 : _filled - _start - 1;
        var count = Math.Min(buffer.Length, Math.Max(available, 0));
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Refill()
    {
        _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
        (_start, _filled) = (0, _filled - _start);
        var read = inner.Read(_buffer.AsSpan(_filled));
        _filled += read;
        _ended = read == 0;
        IsEmpty &= read == 0;
    }
}
