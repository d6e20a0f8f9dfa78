using System.Numerics;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// A snapshot's items as they were read, and cut into parts of neighbouring key hashes. Different parts may be read by
/// different threads at the same time; how many parts there are depends on the number of items only.
/// </summary>
internal sealed class SnapshotStore : IDisposable
{
    private const int MostPartBits = 8;

    private readonly SpillFile _spill;
    private readonly RecordOrigin? _origin;
    private readonly PartitionTree _tree;
    private readonly int _partBits;

    /// <summary>A store.</summary>
    /// <param name="lanes">What each thread has read; at least one.</param>
    /// <param name="spill">What did not fit in memory.</param>
    /// <param name="origin">Where records are read again; null: no item can be.</param>
    /// <param name="leafBytes">What may be sorted in memory at once.</param>
    /// <param name="partItems">Items of a part at least, about.</param>
    public SnapshotStore(
        IReadOnlyList<ItemLane> lanes,
        SpillFile spill,
        RecordOrigin? origin,
        long leafBytes,
        long partItems
    )
    {
        (_spill, _origin) = (spill, origin);
        _tree = new PartitionTree([.. lanes.SelectMany(lane => lane.Partitions)], 0, leafBytes);
        HoldsNone = lanes.All(lane => lane.Held == 0);
        Read = lanes.Sum(lane => lane.Count);
        _partBits = Math.Min(MostPartBits, BitOperations.Log2((ulong)(Read / partItems) | 1));
    }

    /// <summary>Whether records stand with no item: all can be read again.</summary>
    public bool HoldsNone { get; }

    /// <summary>Items as they were read, duplicates among them.</summary>
    public long Read { get; }

    /// <summary>How many parts.</summary>
    public int Parts => 1 << _partBits;

    /// <summary>The least key hash of a part.</summary>
    public UInt128 First(int part) => _partBits == 0 ? 0 : (UInt128)(uint)part << (128 - _partBits);

    /// <summary>The greatest key hash of a part.</summary>
    public UInt128 Last(int part) => part + 1 == Parts ? UInt128.MaxValue : First(part + 1) - 1;

    /// <summary>The items of some parts in pieces that can be sorted in memory, in the order of their hashes.</summary>
    public IEnumerable<ItemLeaf> Leaves(int part, int end, ItemRecords records, DuplicateTally? tally)
    {
        var width = ItemPartitions.Fanout >> _partBits;
        return _tree.Leaves(part * width, end * width, records, tally);
    }

    /// <summary>Opens what one thread reads records with that do not stand with their entries.</summary>
    public ItemRecords OpenRecords() => new(_origin);

    /// <inheritdoc/>
    public void Dispose() => _spill.Dispose();
}
