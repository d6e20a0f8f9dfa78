namespace Rollcall.Core.Snapshots;

/// <summary>The partitions of all lanes, those that are too large to be sorted in memory split again, and so on.</summary>
/// <remarks>Different partitions may be asked for by different threads at the same time.</remarks>
/// <param name="lanes">The partitions; at least one.</param>
/// <param name="level">Which byte of the key hash they are by.</param>
/// <param name="leafBytes">What can be sorted in memory.</param>
internal sealed class PartitionTree(IReadOnlyList<ItemPartitions> lanes, int level, long leafBytes)
{
    private readonly PartitionTree?[] _split = new PartitionTree?[ItemPartitions.Fanout];

    /// <summary>Some partitions in the order of their hashes, as many at once as can be sorted in memory.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The one before which to end.</param>
    /// <param name="records">Reads records that do not stand with their entries.</param>
    /// <param name="tally">Counts duplicates that are joined when a partition is split, which is done once.</param>
    public IEnumerable<ItemLeaf> Leaves(int from, int to, ItemRecords records, DuplicateTally? tally)
    {
        while (from < to)
        {
            var leaf = new ItemLeaf(lanes, from, EndOfLeaf(from, to));
            if (leaf.To > from)
            {
                yield return leaf;
                from = leaf.To;
                continue;
            }
            foreach (var inner in SplitAt(from, records, tally).Leaves(0, ItemPartitions.Fanout, records, tally))
            {
                yield return inner;
            }
            from++;
        }
    }

    private int EndOfLeaf(int from, int to)
    {
        var bytes = 0L;
        for (var end = from; end < to; end++)
        {
            bytes += new ItemLeaf(lanes, end, end + 1).Bytes;
            if (_split[end] is not null || bytes > leafBytes)
            {
                return end == from && level == ItemPartitions.DeepestLevel ? end + 1 : end;
            }
        }
        return to;
    }

    private PartitionTree SplitAt(int index, ItemRecords records, DuplicateTally? tally)
    {
        if (_split[index] is { } known)
        {
            return known;
        }
        var split = PartitionSplit.Split(lanes, index, level + 1, leafBytes, records, tally);
        foreach (var lane in lanes)
        {
            lane.Clear(index);
        }
        return _split[index] = new PartitionTree(split, level + 1, leafBytes);
    }
}
