using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// Items in 256 partitions by one byte of their key hash: entries alone, or each with its record behind it. All stay in
/// memory until they are more than the limit; from then on each partition keeps one chunk and writes it to the spill file
/// whenever it is full, so the number of items need not be known before. For one thread while items are added.
/// </summary>
internal sealed class ItemPartitions
{
    /// <summary>How many partitions.</summary>
    public const int Fanout = 256;

    /// <summary>The last byte of a key hash.</summary>
    public const int DeepestLevel = 15;

    private const int SmallestChunk = 1 << 10;
    private const int LargestChunk = 64 << 10;

    private readonly PartitionBytes[] _partitions = new PartitionBytes[Fanout];
    private readonly int _shift;
    private readonly MemoryShare _memory;
    private readonly int _chunkBytes;
    private bool _spilling;

    /// <summary>Empty partitions.</summary>
    /// <param name="spill">Takes what does not fit.</param>
    /// <param name="level">Which byte of the key hash, 0 the first.</param>
    /// <param name="memory">What may be held in memory; others of the same thread may share it.</param>
    /// <param name="holdsRecords">Whether records stand behind the entries.</param>
    public ItemPartitions(SpillFile spill, int level, MemoryShare memory, bool holdsRecords)
    {
        (Spill, HoldsRecords) = (spill, holdsRecords);
        _shift = 120 - (8 * level);
        _memory = memory;
        // As much as the limit for the open chunks once it spills. A multiple of an entry: entries lie in one chunk.
        var chunk = Math.Clamp(memory.Limit / Fanout, SmallestChunk, LargestChunk);
        _chunkBytes = (int)chunk / ItemEntry.Size * ItemEntry.Size;
    }

    /// <summary>Where chunks are that do not fit in memory.</summary>
    public SpillFile Spill { get; }

    /// <summary>Whether records stand behind the entries.</summary>
    public bool HoldsRecords { get; }

    /// <summary>A partition, by the byte of its key hashes.</summary>
    public ref readonly PartitionBytes this[int index] => ref _partitions[index];

    /// <summary>Adds an entry alone.</summary>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(in ItemEntry entry)
    {
        ref var partition = ref _partitions[IndexOf(entry)];
        var room = partition.TryReserve(ItemEntry.Size);
        if (room.IsEmpty)
        {
            AddInPieces(ref partition, MemoryMarshal.AsBytes(new ReadOnlySpan<ItemEntry>(in entry)), []);
            return;
        }
        MemoryMarshal.Write(room, in entry);
    }

    /// <summary>Adds an entry with its record.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(in ItemEntry entry, ReadOnlySpan<byte> record)
    {
        ref var partition = ref _partitions[IndexOf(entry)];
        var room = partition.TryReserve(ItemFrame.HeaderBytes + record.Length);
        if (room.IsEmpty)
        {
            Span<byte> header = stackalloc byte[ItemFrame.HeaderBytes];
            ItemFrame.WriteHeader(header, entry, record.Length);
            AddInPieces(ref partition, header, record);
            return;
        }
        ItemFrame.WriteHeader(room, entry, record.Length);
        record.CopyTo(room[ItemFrame.HeaderBytes..]);
    }

    /// <summary>Lets go of a partition's memory. What it has spilled stays in the file.</summary>
    public void Clear(int index) => _partitions[index] = default;

    private int IndexOf(in ItemEntry entry) => (byte)(entry.KeyHash >> _shift);

    private void AddInPieces(ref PartitionBytes partition, ReadOnlySpan<byte> header, ReadOnlySpan<byte> record)
    {
        var before = partition.Held;
        var spill = _spilling ? Spill : null;
        partition.Append(header, _chunkBytes, spill);
        partition.Append(record, _chunkBytes, spill);
        _memory.Held += partition.Held - before;
        if (!_spilling && _memory.Held > _memory.Limit)
        {
            StartSpilling();
        }
    }

    private void StartSpilling()
    {
        _spilling = true;
        foreach (ref var partition in _partitions.AsSpan())
        {
            _memory.Held -= partition.Held;
            partition.Spill(Spill);
        }
    }
}

/// <summary>Memory that some partitions of one thread hold together.</summary>
/// <param name="limit">Bytes from which on they spill.</param>
internal sealed class MemoryShare(long limit)
{
    /// <summary>Bytes from which on they spill.</summary>
    public long Limit { get; } = limit;

    /// <summary>Bytes held.</summary>
    public long Held { get; set; }
}
