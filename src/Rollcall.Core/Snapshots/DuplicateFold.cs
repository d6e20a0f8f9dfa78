using System.Runtime.CompilerServices;
using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>Keeps one item of each key in a sorted partition: the one with the greatest record.</summary>
/// <remarks>
/// Records are equal when their hashes are, for 64 bits of the same key; only members of one key whose hashes differ are
/// compared byte by byte, and read for that where they do not stand with their entries.
/// </remarks>
internal sealed class DuplicateFold
{
    // A key's members are judged together; keys in groups of about so many, of each of which one record is in memory.
    private const int GroupSize = 4096;

    private readonly List<ItemEntry> _candidates = [];
    private readonly List<int> _ends = [];
    private readonly Queue<ItemEntry> _winners = new();

    /// <summary>Drops all but one of each key.</summary>
    /// <param name="items">Sorted by key hash.</param>
    /// <param name="records">Gives the records of entries.</param>
    /// <param name="placeOf">The place of a member in the source.</param>
    /// <param name="tally">Counts; null: they were counted before.</param>
    /// <returns>How many are left, at the beginning.</returns>
    public int Fold(
        Span<ItemEntry> items,
        Action<ReadOnlyMemory<ItemEntry>, RecordVisitor> records,
        Func<ItemEntry, ulong> placeOf,
        DuplicateTally? tally
    )
    {
        var first = FirstRepeated(items, 0);
        if (first < 0)
        {
            return items.Length;
        }
        FindCandidates(items, first);
        Judge(records);
        return Keep(items, first, placeOf, tally);
    }

    // Nearly every partition has none: looked for apart, in the smallest of loops.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FirstRepeated(ReadOnlySpan<ItemEntry> items, int from)
    {
        for (var index = from + 1; index < items.Length; index++)
        {
            if (items[index].HasKeyOf(items[index - 1]))
            {
                return index - 1;
            }
        }
        return -1;
    }

    private static int EndOf(ReadOnlySpan<ItemEntry> items, int start)
    {
        var end = start + 1;
        while (end < items.Length && items[end].HasKeyOf(items[start]))
        {
            end++;
        }
        return end;
    }

    /// <summary>Sorts the members of each key by record, and notes one of each record where there are several.</summary>
    private void FindCandidates(Span<ItemEntry> items, int first)
    {
        _candidates.Clear();
        _ends.Clear();
        for (var start = first; start >= 0; start = FirstRepeated(items, EndOf(items, start) - 1))
        {
            var members = items[start..EndOf(items, start)];
            members.Sort(default(RecordOrder));
            if (members[0].RecordHash == members[^1].RecordHash)
            {
                continue;
            }
            for (var index = 0; index < members.Length; index++)
            {
                if (index == 0 || members[index].RecordHash != members[index - 1].RecordHash)
                {
                    _candidates.Add(members[index]);
                }
            }
            _ends.Add(_candidates.Count);
        }
    }

    private void Judge(Action<ReadOnlyMemory<ItemEntry>, RecordVisitor> records)
    {
        var (start, firstKey) = (0, 0);
        for (var key = 0; key < _ends.Count; key++)
        {
            if (_ends[key] - start >= GroupSize || key == _ends.Count - 1)
            {
                JudgeGroup(start, firstKey, key + 1, records);
                (start, firstKey) = (_ends[key], key + 1);
            }
        }
    }

    private void JudgeGroup(
        int start,
        int firstKey,
        int endKey,
        Action<ReadOnlyMemory<ItemEntry>, RecordVisitor> records
    )
    {
        var count = _ends[endKey - 1] - start;
        var entries = _candidates.GetRange(start, count).ToArray();
        var keys = new int[count];
        for (int key = firstKey, at = 0; key < endKey; key++)
        {
            for (; at < _ends[key] - start; at++)
            {
                keys[at] = key - firstKey;
            }
        }
        Array.Sort(Array.ConvertAll(entries, entry => entry.Place), keys);
        Array.Sort(entries, default(PlaceOrder));
        var best = new (ItemEntry Entry, byte[]? Record)[endKey - firstKey];
        records(
            entries,
            (index, record) =>
            {
                ref var one = ref best[keys[index]];
                if (one.Record is null || ItemRecordOrder.Compare(record, one.Record) > 0)
                {
                    one = (entries[index], record.ToArray());
                }
            }
        );
        foreach (var (entry, _) in best)
        {
            _winners.Enqueue(entry);
        }
    }

    private int Keep(Span<ItemEntry> items, int first, Func<ItemEntry, ulong> placeOf, DuplicateTally? tally)
    {
        var kept = first;
        for (var start = first; start < items.Length; )
        {
            var members = items[start..EndOf(items, start)];
            start += members.Length;
            if (members.Length == 1)
            {
                items[kept++] = members[0];
                continue;
            }
            var winner = members[0].RecordHash == members[^1].RecordHash ? members[0] : _winners.Dequeue();
            if (tally is not null)
            {
                Tell(members, winner, placeOf, tally);
            }
            items[kept++] = winner;
        }
        return kept;
    }

    private static void Tell(
        ReadOnlySpan<ItemEntry> members,
        in ItemEntry winner,
        Func<ItemEntry, ulong> placeOf,
        DuplicateTally tally
    )
    {
        var (first, equal) = (members[0], 0);
        foreach (ref readonly var member in members)
        {
            equal += member.RecordHash == winner.RecordHash ? 1 : 0;
            first = placeOf(member) < placeOf(first) ? member : first;
        }
        tally.Count(members.Length, equal);
        foreach (ref readonly var member in members)
        {
            if (placeOf(member) != placeOf(first))
            {
                tally.Offer(placeOf(member), placeOf(first), member.RecordHash != first.RecordHash);
            }
        }
    }

    private readonly struct RecordOrder : IComparer<ItemEntry>
    {
        public int Compare(ItemEntry x, ItemEntry y)
        {
            var order = x.RecordHash.CompareTo(y.RecordHash);
            return order != 0 ? order : x.Place.CompareTo(y.Place);
        }
    }

    private readonly struct PlaceOrder : IComparer<ItemEntry>
    {
        public int Compare(ItemEntry x, ItemEntry y) => x.Place.CompareTo(y.Place);
    }
}
