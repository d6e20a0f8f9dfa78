using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// Joins the members of some keys of a partition that is being split. Splitting by further bytes of the hash cannot
/// part members of one key, and a wrongly mapped key (a country, say) has millions of them: the keys that come first,
/// as frequent ones do, are joined on the way, so that memory stays bounded.
/// </summary>
/// <param name="tally">Counts; null: they were counted before.</param>
/// <param name="records">Reads records that do not stand with their entries.</param>
internal sealed class FrequentKeys(DuplicateTally? tally, ItemRecords records)
{
    private const int MaxKeys = 1024;

    // Records are read in the order of their places, so many at once that near ones come with one read.
    private const int ReadAtOnce = 4096;

    private readonly Dictionary<UInt128, Group> _groups = [];
    private readonly List<ItemEntry> _unread = [];

    /// <summary>Takes a member if its key is one of those that are joined.</summary>
    /// <param name="entry">The member; places ascend.</param>
    /// <param name="record">Its record, if it stands with it.</param>
    /// <param name="isHeld">Whether it does.</param>
    public bool Take(in ItemEntry entry, ReadOnlySpan<byte> record, bool isHeld)
    {
        if (_groups.TryGetValue(entry.KeyHash, out var group))
        {
            Join(group, entry, record, isHeld);
            return true;
        }
        if (_groups.Count == MaxKeys)
        {
            return false;
        }
        _groups.Add(entry.KeyHash, new Group(entry, isHeld ? record.ToArray() : null, isHeld));
        return true;
    }

    /// <summary>Hands over what was kept of each key.</summary>
    public void Flush(Receiver into)
    {
        ReadUnread();
        foreach (var group in _groups.Values)
        {
            tally?.Count(group.Members, group.Equal);
            into(group.Kept, group.Record, group.IsHeld);
        }
        _groups.Clear();
    }

    /// <summary>Takes what was kept of a key.</summary>
    public delegate void Receiver(ItemEntry entry, ReadOnlySpan<byte> record, bool isHeld);

    private void Join(Group group, in ItemEntry entry, ReadOnlySpan<byte> record, bool isHeld)
    {
        tally?.Offer(entry.Place, group.First.Place, entry.RecordHash != group.First.RecordHash);
        group.Members++;
        if (entry.RecordHash == group.Kept.RecordHash)
        {
            group.Equal++;
        }
        else if (isHeld)
        {
            ReadKept([group]);
            group.Compare(entry, record, isHeld: true);
        }
        else
        {
            _unread.Add(entry);
            if (_unread.Count == ReadAtOnce)
            {
                ReadUnread();
            }
        }
    }

    private void ReadUnread()
    {
        var entries = _unread.ToArray();
        _unread.Clear();
        ReadKept(entries.Select(entry => _groups[entry.KeyHash]).Distinct());
        records.Read(
            entries,
            (index, record) => _groups[entries[index].KeyHash].Compare(entries[index], record, false)
        );
    }

    private void ReadKept(IEnumerable<Group> groups)
    {
        var kept = groups.Where(group => group.Record is null).Select(group => group.Kept);
        ItemEntry[] entries = [.. kept.OrderBy(entry => entry.Place)];
        records.Read(entries, (index, record) => _groups[entries[index].KeyHash].Record = record.ToArray());
    }

    private sealed class Group(in ItemEntry first, byte[]? record, bool isHeld)
    {
        public ItemEntry First { get; } = first;

        public ItemEntry Kept { get; private set; } = first;

        /// <summary>Whether the record of the kept one stands with it.</summary>
        public bool IsHeld { get; private set; } = isHeld;

        /// <summary>That of the kept one; null while it was not needed.</summary>
        public byte[]? Record { get; set; } = record;

        public long Members { get; set; } = 1;

        /// <summary>Members that are equal to the kept one.</summary>
        public long Equal { get; set; } = 1;

        public void Compare(in ItemEntry entry, ReadOnlySpan<byte> record, bool isHeld)
        {
            var order = ItemRecordOrder.Compare(record, Record);
            if (order == 0)
            {
                Equal++;
            }
            else if (order > 0)
            {
                (Kept, Record, Equal, IsHeld) = (entry, record.ToArray(), 1, isHeld);
            }
        }
    }
}
