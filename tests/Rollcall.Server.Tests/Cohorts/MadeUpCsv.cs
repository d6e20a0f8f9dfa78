namespace Rollcall.Server.Tests.Cohorts;

/// <summary>A CSV of one column that is made as it is read.</summary>
internal sealed class MadeUpCsv(long size, bool breaksOff = false) : Stream
{
    private static readonly byte[] Block =
    [
        .. Enumerable.Repeat("user-0123456789\n"u8.ToArray(), 1 << 14).SelectMany(line => line),
    ];
    private long _left = size;
    private bool _begun;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0 && breaksOff)
        {
            throw new IOException("The connection broke.");
        }
        var source = _begun ? Block : "user_id________\n"u8.ToArray();
        _begun = true;
        var count = (int)Math.Min(Math.Min(buffer.Length / 16 * 16, source.Length), _left);
        source.AsSpan(0, count).CopyTo(buffer);
        _left -= count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
