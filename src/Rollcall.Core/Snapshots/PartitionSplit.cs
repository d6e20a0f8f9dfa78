namespace Rollcall.Core.Snapshots;

/// <summary>Splits a partition that is too large to be sorted in memory, by the next byte of its key hashes.</summary>
internal sealed class PartitionSplit
{
    private readonly ItemPartitions _entries;
    private readonly ItemPartitions _frames;

    private PartitionSplit(SpillFile spill, int level, long memoryLimit)
    {
        var memory = new MemoryShare(memoryLimit / 4);
        _entries = new ItemPartitions(spill, level, memory, holdsRecords: false);
        _frames = new ItemPartitions(spill, level, memory, holdsRecords: true);
    }

    /// <summary>Splits.</summary>
    /// <param name="lanes">What each lane has.</param>
    /// <param name="index">Which partition.</param>
    /// <param name="level">The byte to split by.</param>
    /// <param name="memoryLimit">Bytes in memory.</param>
    /// <param name="records">Reads records that do not stand with their entries.</param>
    /// <param name="tally">Counts duplicates that are joined on the way; null: they were counted before.</param>
    public static IReadOnlyList<ItemPartitions> Split(
        IReadOnlyList<ItemPartitions> lanes,
        int index,
        int level,
        long memoryLimit,
        ItemRecords records,
        DuplicateTally? tally
    )
    {
        var split = new PartitionSplit(lanes[0].Spill, level, memoryLimit);
        split.Fill(lanes, index, new FrequentKeys(tally, records));
        return [split._entries, split._frames];
    }

    private void Fill(IReadOnlyList<ItemPartitions> lanes, int index, FrequentKeys frequent)
    {
        var streams = lanes.Select(lane => new FrameStream(lane, index)).ToList();
        streams.RemoveAll(stream => !stream.MoveNext());
        while (streams.Count > 0)
        {
            // In the order of the source, as if one thread had read it: the first member of a key is the first.
            var next = streams.MinBy(stream => stream.Entry.Place)!;
            if (!frequent.Take(next.Entry, next.Record, next.HoldsRecords))
            {
                Add(next.Entry, next.Record, next.HoldsRecords);
            }
            if (!next.MoveNext())
            {
                streams.Remove(next);
            }
        }
        frequent.Flush(Add);
    }

    private void Add(ItemEntry entry, ReadOnlySpan<byte> record, bool isHeld)
    {
        if (isHeld)
        {
            _frames.Add(entry, record);
        }
        else
        {
            _entries.Add(entry);
        }
    }
}
