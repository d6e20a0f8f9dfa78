namespace Rollcall.Core.Snapshots;

/// <summary>Reads a partition one by one, in the order in which its items came, with one chunk in memory.</summary>
/// <param name="partitions">Where it is.</param>
/// <param name="index">Which partition.</param>
internal sealed class FrameStream(ItemPartitions partitions, int index)
{
    private readonly PartitionBytes _partition = partitions[index];
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _chunk;
    private int _length;

    public ItemEntry Entry { get; private set; }

    /// <summary>Whether records stand behind the entries.</summary>
    public bool HoldsRecords => partitions.HoldsRecords;

    /// <summary>The present item's record; empty where there are none.</summary>
    public ReadOnlySpan<byte> Record => _buffer.AsSpan(_start - _length, _length);

    public bool MoveNext()
    {
        var header = HoldsRecords ? ItemFrame.HeaderBytes : ItemEntry.Size;
        if (!Have(header))
        {
            return false;
        }
        Entry = ItemFrame.EntryAt(_buffer.AsSpan(_start));
        _length = HoldsRecords ? ItemFrame.LengthAt(_buffer.AsSpan(_start)) : 0;
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
            if (_chunk == _partition.Chunks)
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
        var needed = rest + _partition.ChunkLength(_chunk);
        var target = needed > _buffer.Length ? new byte[needed * 2] : _buffer;
        _buffer.AsSpan(_start, rest).CopyTo(target);
        _buffer = target;
        (_start, _end) = (0, rest + _partition.Read(_chunk++, partitions.Spill, target.AsSpan(rest)));
    }
}
