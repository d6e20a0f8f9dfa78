namespace Rollcall.Core.Snapshots;

/// <summary>Reads a partition one by one, in the order in which its items came, with one chunk in memory.</summary>
/// <param name="partition">The partition.</param>
/// <param name="spill">Where its chunks may be.</param>
/// <param name="holdsRecords">Whether records stand behind the entries.</param>
internal sealed class FrameStream(PartitionBytes partition, SpillFile spill, bool holdsRecords)
{
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _chunk;
    private int _length;

    public ItemEntry Entry { get; private set; }

    /// <summary>The present item's record; empty where there are none.</summary>
    public ReadOnlySpan<byte> Record => _buffer.AsSpan(_start - _length, _length);

    public bool MoveNext()
    {
        var header = holdsRecords ? ItemFrame.HeaderBytes : ItemEntry.Size;
        if (!Have(header))
        {
            return false;
        }
        Entry = ItemFrame.EntryAt(_buffer.AsSpan(_start));
        _length = holdsRecords ? ItemFrame.LengthAt(_buffer.AsSpan(_start)) : 0;
        if (!Have(header + _length))
        {
            throw new EndOfStreamException("A temporary file ends in the middle of an item.");
        }
        _start += header + _length;
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
