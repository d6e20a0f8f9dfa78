using System.Runtime.InteropServices;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// The records of members that cannot be read again from their source (a query, a compressed file), one after the other in
/// the order of their places: blocks in memory, or in a temporary file once they are more than a limit. One place a block
/// is kept in memory to find them by. Filled by one thread; once complete, read by any number.
/// </summary>
internal sealed class RecordSpool(SpillFile spill, long memoryLimit)
{
    // To read one record, its block is read: small enough for that, and large enough for few of them.
    private const int BlockBytes = 32 << 10;
    private const int HeaderBytes = sizeof(ulong) + sizeof(int);

    private readonly List<Block> _blocks = [];
    private byte[] _open = [];
    private int _used;
    private ulong _first;
    private long _held;

    /// <summary>Appends a record.</summary>
    /// <param name="place">Greater than that of the one before.</param>
    /// <param name="record">The record.</param>
    public void Append(ulong place, ReadOnlySpan<byte> record)
    {
        var bytes = HeaderBytes + record.Length;
        if (_open.Length - _used < bytes)
        {
            Complete();
            _open = _open.Length >= bytes ? _open : GC.AllocateUninitializedArray<byte>(Math.Max(bytes, BlockBytes));
        }
        _first = _used == 0 ? place : _first;
        var into = _open.AsSpan(_used, bytes);
        MemoryMarshal.Write(into, in place);
        MemoryMarshal.Write(into[sizeof(ulong)..], record.Length);
        record.CopyTo(into[HeaderBytes..]);
        _used += bytes;
    }

    /// <summary>Ends the open block: before reading, and between blocks.</summary>
    public void Complete()
    {
        if (_used == 0)
        {
            return;
        }
        if (_held + _open.Length <= memoryLimit)
        {
            _blocks.Add(new Block(_first, _open, 0, _used));
            _held += _open.Length;
            _open = [];
        }
        else
        {
            _blocks.Add(new Block(_first, null, spill.Append(_open.AsSpan(0, _used)), _used));
        }
        _used = 0;
    }

    /// <summary>Opens a reader.</summary>
    public Reader Read() => new(this);

    /// <summary>The last block that does not begin after a place; -1: none.</summary>
    private int BlockOf(ulong place)
    {
        var (low, high) = (-1, _blocks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _blocks[middle].First <= place ? (middle, high) : (low, middle - 1);
        }
        return low;
    }

    /// <summary>Reads records by their places. For one thread.</summary>
    public sealed class Reader(RecordSpool spool)
    {
        private byte[] _buffer = [];
        private ReadOnlyMemory<byte> _block;
        private int _loaded = -1;
        private int _at;

        /// <summary>The record at a place, if it is in this spool; valid until the next call. Places that ascend cost least.</summary>
        public bool TryRead(ulong place, out ReadOnlySpan<byte> record)
        {
            var block = spool.BlockOf(place);
            if (block != _loaded && block >= 0)
            {
                Load(block);
            }
            record = default;
            if (block < 0)
            {
                return false;
            }
            _at = _at < _block.Length && PlaceAt(_at) <= place ? _at : 0;
            while (_at < _block.Length && PlaceAt(_at) < place)
            {
                _at += HeaderBytes + LengthAt(_at);
            }
            if (_at == _block.Length || PlaceAt(_at) != place)
            {
                return false;
            }
            record = _block.Span.Slice(_at + HeaderBytes, LengthAt(_at));
            return true;
        }

        private ulong PlaceAt(int at) => MemoryMarshal.Read<ulong>(_block.Span[at..]);

        private int LengthAt(int at) => MemoryMarshal.Read<int>(_block.Span[(at + sizeof(ulong))..]);

        private void Load(int index)
        {
            var block = spool._blocks[index];
            if (block.Memory is { } memory)
            {
                _block = memory.AsMemory(0, block.Length);
            }
            else
            {
                _buffer = _buffer.Length >= block.Length ? _buffer : new byte[Math.Max(block.Length, BlockBytes)];
                spool.Spill.Read(block.Offset, _buffer.AsSpan(0, block.Length));
                _block = _buffer.AsMemory(0, block.Length);
            }
            (_loaded, _at) = (index, 0);
        }
    }

    private SpillFile Spill => spill;

    private readonly record struct Block(ulong First, byte[]? Memory, long Offset, int Length);
}
