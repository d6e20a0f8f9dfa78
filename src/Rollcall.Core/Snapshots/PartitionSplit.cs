namespace Rollcall.Core.Snapshots;

/// <summary>Splits a partition that is too large to be sorted in memory, by the next byte of its key hashes.</summary>
internal static class PartitionSplit
{
    /// <summary>Splits.</summary>
    /// <param name="lanes">What each lane has.</param>
    /// <param name="index">Which partition.</param>
    /// <param name="level">The byte to split by.</param>
    /// <param name="memoryLimit">Bytes in memory.</param>
    /// <param name="records">Reads records that do not stand with their entries; null: they do.</param>
    /// <param name="tally">Counts duplicates that are joined on the way; null: they were counted before.</param>
    public static ItemPartitions Split(
        IReadOnlyList<ItemPartitions> lanes,
        int index,
        int level,
        long memoryLimit,
        ItemRecords? records,
        DuplicateTally? tally
    )
    {
        var split = new ItemPartitions(lanes[0].Spill, level, memoryLimit);
        var frequent = new FrequentKeys(tally, records);
        var streams = lanes.Select(lane => new FrameStream(lane[index], lane.Spill, records is null)).ToList();
        streams.RemoveAll(stream => !stream.MoveNext());
        while (streams.Count > 0)
        {
            // In the order of the source, as if one thread had read it: the first member of a key is the first.
            var next = streams.MinBy(stream => stream.Entry.Place)!;
            if (!frequent.Take(next.Entry, next.Record))
            {
                Add(split, next, records is null);
            }
            if (!next.MoveNext())
            {
                streams.Remove(next);
            }
        }
        frequent.Flush(split);
        return split;
    }

    private static void Add(ItemPartitions split, FrameStream from, bool holdsRecords)
    {
        if (holdsRecords)
        {
            split.Add(from.Entry, from.Record);
        }
        else
        {
            split.Add(from.Entry);
        }
    }
}
