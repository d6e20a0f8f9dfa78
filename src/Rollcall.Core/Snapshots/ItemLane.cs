using System.Runtime.CompilerServices;
using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>What one thread has read of a cohort, in partitions of its own: nothing is shared with other threads, and nobody waits.</summary>
internal sealed class ItemLane : IItemSink
{
    private readonly bool _holdsRecords;
    private readonly SpillFile _spill;
    private readonly long _spoolMemory;

    /// <summary>An empty lane.</summary>
    /// <param name="spill">Takes what does not fit in memory; all lanes may share it.</param>
    /// <param name="memoryLimit">Bytes that it may hold.</param>
    /// <param name="holdsRecords">Whether records stand with their entries.</param>
    public ItemLane(SpillFile spill, long memoryLimit, bool holdsRecords)
    {
        (_spill, _holdsRecords, _spoolMemory) = (spill, holdsRecords, memoryLimit / 4);
        Partitions = new ItemPartitions(spill, 0, memoryLimit - _spoolMemory);
    }

    /// <summary>The items.</summary>
    public ItemPartitions Partitions { get; }

    /// <summary>The records of items that cannot be read again; null: all can, or records stand with their entries.</summary>
    public RecordSpool? Spool { get; private set; }

    /// <summary>Items, duplicates included.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place)
    {
        Count++;
        var entry = new ItemEntry(keyHash, recordHash, place.Value);
        if (_holdsRecords)
        {
            Partitions.Add(entry, record);
            return;
        }
        Partitions.Add(entry);
        if (!place.CanReread)
        {
            (Spool ??= new RecordSpool(_spill, _spoolMemory)).Append(place.Value, record);
        }
    }
}
