namespace Rollcall.Core.Snapshots;

/// <summary>Reads the frames of a partition one by one, in the order in which they came, with one chunk in memory.</summary>
internal sealed class FrameStream(PartitionBytes partition, SpillFile spill)
{
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _chunk;

    public ItemFrame Frame { get; private set; }

    public ReadOnlySpan<byte> Record => _buffer.AsSpan(_start - Frame.Length, Frame.Length);

    public bool MoveNext()
    {
        if (!Have(ItemFrame.HeaderBytes))
        {
            return false;
        }
        Frame = ItemFrame.Read(_buffer.AsSpan(_start));
        if (!Have(Frame.TotalBytes))
        {
            throw new EndOfStreamException("A temporary file ends in the middle of an item.");
        }
        _start += Frame.TotalBytes;
        return true;
    }

    private bool Have(int bytes)
    {
        while (_end - _start < bytes)
        {
            if (_chunk == partition.Chunks)
            {
                return false;
            }
            ReadChunk();
        }
        return true;
    }

    private void ReadChunk()
    {
        var rest = _end - _start;
        var needed = rest + partition.ChunkLength(_chunk);
        var target = needed > _buffer.Length ? new byte[needed * 2] : _buffer;
        _buffer.AsSpan(_start, rest).CopyTo(target);
        _buffer = target;
        (_start, _end) = (0, rest + partition.Read(_chunk++, spill, target.AsSpan(rest)));
    }
}
