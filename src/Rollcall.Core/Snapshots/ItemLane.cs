using System.Runtime.CompilerServices;
using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>What one thread has read of a cohort, in partitions of its own: nothing is shared with other threads, and nobody waits.</summary>
/// <remarks>
/// Records of members that cannot be read again (of a query, of a compressed file) stand with their entries. To keep them
/// apart, in the order of reading, was measured: it costs as much processor time, and more memory.
/// </remarks>
internal sealed class ItemLane(SpillFile spill, long memoryLimit, bool holdRecords) : IItemSink
{
    private readonly MemoryShare _memory = new(memoryLimit);
    private ItemPartitions? _entries;
    private ItemPartitions? _frames;

    /// <summary>The items.</summary>
    public IEnumerable<ItemPartitions> Partitions => new[] { _entries, _frames }.OfType<ItemPartitions>();

    /// <summary>Items, duplicates included.</summary>
    public long Count { get; private set; }

    /// <summary>Items whose records stand with them.</summary>
    public long Held { get; private set; }

    /// <inheritdoc/>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place)
    {
        Count++;
        var entry = new ItemEntry(keyHash, recordHash, place.Value);
        if (holdRecords || !place.CanReread)
        {
            Held++;
            (_frames ??= new ItemPartitions(spill, 0, _memory, holdsRecords: true)).Add(entry, record);
        }
        else
        {
            (_entries ??= new ItemPartitions(spill, 0, _memory, holdsRecords: false)).Add(entry);
        }
    }
}
