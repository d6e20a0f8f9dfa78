using System.Runtime.CompilerServices;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// Items in 256 partitions by one byte of their key hash. All stay in memory until they are more than the limit; from
/// then on each partition keeps one chunk and writes it to the spill file whenever it is full. A partition that is
/// too large to be sorted in memory is split again by the next byte, so the number of items need not be known before.
/// </summary>
internal sealed class ItemPartitions
{
    private const int Fanout = 256;
    private const int DeepestLevel = 15;

    private readonly PartitionBytes[] _partitions = new PartitionBytes[Fanout];
    private readonly SpillFile _spill;
    private readonly int _level;
    private readonly long _memoryLimit;
    private readonly int _chunkBytes;
    private long _held;
    private bool _spilling;

    /// <summary>Empty partitions.</summary>
    /// <param name="spill">Takes what does not fit.</param>
    /// <param name="level">Which byte of the key hash, 0 the first.</param>
    /// <param name="memoryLimit">Bytes of frames in memory.</param>
    public ItemPartitions(SpillFile spill, int level, long memoryLimit)
    {
        _spill = spill;
        _level = level;
        _memoryLimit = memoryLimit;
        // A quarter of the limit for the open chunks once it spills.
        _chunkBytes = (int)Math.Clamp(memoryLimit / (4 * Fanout), 1 << 10, 64 << 10);
    }

    /// <summary>Adds an item.</summary>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(in ItemFrame frame, ReadOnlySpan<byte> record)
    {
        ref var partition = ref _partitions[IndexOf(frame.KeyHash)];
        var room = partition.TryReserve(frame.TotalBytes);
        if (room.IsEmpty)
        {
            AddInPieces(ref partition, frame, record);
            return;
        }
        frame.WriteTo(room);
        record.CopyTo(room[ItemFrame.HeaderBytes..]);
    }

    /// <summary>The partitions in the order of their hashes, each small enough to be sorted in memory.</summary>
    /// <param name="maxBytes">A larger one is split, once.</param>
    /// <param name="tally">Counts duplicates that are dropped while splitting.</param>
    public IEnumerable<PartitionBytes> Leaves(long maxBytes, DuplicateTally tally)
    {
        for (var index = 0; index < Fanout; index++)
        {
            if (_partitions[index].Split is null && _partitions[index].Bytes > maxBytes && _level < DeepestLevel)
            {
                Split(ref _partitions[index], maxBytes, tally);
            }
            if (_partitions[index].Split is not { } split)
            {
                yield return _partitions[index];
                continue;
            }
            foreach (var leaf in split.Leaves(maxBytes, tally))
            {
                yield return leaf;
            }
        }
    }

    private int IndexOf(UInt128 keyHash) => (int)(byte)(keyHash >> (120 - (8 * _level)));

    private void AddInPieces(ref PartitionBytes partition, in ItemFrame frame, ReadOnlySpan<byte> record)
    {
        Span<byte> header = stackalloc byte[ItemFrame.HeaderBytes];
        frame.WriteTo(header);
        var before = partition.Held;
        var spill = _spilling ? _spill : null;
        partition.Append(header, _chunkBytes, spill);
        partition.Append(record, _chunkBytes, spill);
        _held += partition.Held - before;
        if (!_spilling && _held > _memoryLimit)
        {
            StartSpilling();
        }
    }

    private void StartSpilling()
    {
        _spilling = true;
        foreach (ref var partition in _partitions.AsSpan())
        {
            partition.Spill(_spill);
        }
    }

    private void Split(ref PartitionBytes partition, long maxBytes, DuplicateTally tally)
    {
        var split = new ItemPartitions(_spill, _level + 1, maxBytes);
        var frames = new FrameStream(partition, _spill);
        var frequent = new FrequentKeys(tally);
        while (frames.MoveNext())
        {
            if (!frequent.Take(frames.Frame, frames.Record))
            {
                split.Add(frames.Frame, frames.Record);
            }
        }
        frequent.Flush(split);
        partition = new PartitionBytes { Split = split };
    }
}
