namespace Rollcall.Sources.Tests;

/// <summary>Hands out content in pieces of given sizes, as a pipe does.</summary>
internal sealed class Pieces : MemoryStream
{
    private readonly int[] _sizes;
    private int _reads;

    public Pieces(byte[] content, params int[] sizes)
        : base(content, 0, content.Length, writable: false, publiclyVisible: true) => _sizes = sizes;

    public override int Read(Span<byte> buffer)
    {
        var wanted = Math.Min(buffer.Length, _sizes[_reads++ % _sizes.Length]);
        var piece = GetBuffer().AsSpan((int)Position, Math.Min(wanted, (int)(Length - Position)));
        piece.CopyTo(buffer);
        Position += piece.Length;
        return piece.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
}
