using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// Joins the members of some keys of a partition that is being split. Splitting by further bytes of the hash cannot
/// part members of one key, and a wrongly mapped key (a country, say) has millions of them: the keys that come first,
/// as frequent ones do, are joined on the way, so that memory stays bounded.
/// </summary>
internal sealed class FrequentKeys(DuplicateTally tally)
{
    private const int MaxKeys = 1024;

    private readonly Dictionary<UInt128, Group> _groups = [];

    /// <summary>Takes a member if its key is one of those that are joined.</summary>
    public bool Take(in ItemFrame frame, ReadOnlySpan<byte> record)
    {
        if (_groups.TryGetValue(frame.KeyHash, out var group))
        {
            group.Join(frame, record);
            tally.Offer(frame.Place, group.First.Place, frame.RecordHash != group.First.RecordHash);
            return true;
        }
        if (_groups.Count == MaxKeys)
        {
            return false;
        }
        _groups.Add(frame.KeyHash, new Group(frame, record));
        return true;
    }

    /// <summary>Hands over what was kept of each key.</summary>
    public void Flush(ItemPartitions into)
    {
        foreach (var group in _groups.Values)
        {
            tally.Count(group.Members, group.Equal);
            into.Add(group.Kept, group.Record);
        }
        _groups.Clear();
    }

    private sealed class Group(ItemFrame first, ReadOnlySpan<byte> record)
    {
        public ItemFrame First { get; } = first;

        public ItemFrame Kept { get; private set; } = first;

        public byte[] Record { get; private set; } = record.ToArray();

        public long Members { get; private set; } = 1;

        public long Equal { get; private set; } = 1;

        public void Join(in ItemFrame frame, ReadOnlySpan<byte> record)
        {
            Members++;
            var order = ItemRecordOrder.Compare(record, Record);
            if (order == 0)
            {
                Equal++;
            }
            else if (order > 0)
            {
                (Kept, Record, Equal) = (frame, record.ToArray(), 1);
            }
        }
    }
}
