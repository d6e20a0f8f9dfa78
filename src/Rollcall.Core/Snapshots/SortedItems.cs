using System.Runtime.CompilerServices;
using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>One partition in memory, sorted by key hash, its duplicates dropped. The buffers are used again for the next.</summary>
internal sealed class SortedItems
{
    private byte[] _frames = [];
    private SortKey[] _keys = [];
    private SortKey[] _spare = [];

    /// <summary>Unique items.</summary>
    public int Count { get; private set; }

    /// <summary>An item's header.</summary>
    public ItemFrame this[int index] => ItemFrame.Read(_frames.AsSpan(_keys[index].Offset));

    /// <summary>An item's record.</summary>
    public ReadOnlyMemory<byte> Record(int index, int length) =>
        _frames.AsMemory(_keys[index].Offset + ItemFrame.HeaderBytes, length);

    /// <summary>Loads and sorts a partition.</summary>
    /// <param name="partition">Small enough for memory.</param>
    /// <param name="spill">Where its chunks may be.</param>
    /// <param name="tally">Counts duplicates; null: they were counted before.</param>
    public void Load(in PartitionBytes partition, SpillFile spill, DuplicateTally? tally)
    {
        Count = 0;
        if (partition.Bytes == 0)
        {
            return;
        }
        var bytes = Copy(partition, spill);
        Collect(bytes);
        HashSort.Sort(_keys.AsSpan(0, Count), _spare.AsSpan(0, Count), _frames);
        DropDuplicates(tally);
    }

    private int Copy(in PartitionBytes partition, SpillFile spill)
    {
        var bytes = checked((int)partition.Bytes);
        if (_frames.Length < bytes)
        {
            _frames = GC.AllocateUninitializedArray<byte>(bytes + (bytes / 4));
        }
        var at = 0;
        for (var chunk = 0; chunk < partition.Chunks; chunk++)
        {
            at += partition.Read(chunk, spill, _frames.AsSpan(at));
        }
        return bytes;
    }

    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Collect(int bytes)
    {
        for (var at = 0; at < bytes; at += ItemFrame.HeaderBytes + ItemFrame.LengthAt(_frames.AsSpan(at)))
        {
            if (Count == _keys.Length)
            {
                Array.Resize(ref _keys, Math.Max(256, Count * 2));
            }
            var high = (ulong)(ItemFrame.KeyHashAt(_frames.AsSpan(at)) >> 64);
            _keys[Count++] = new SortKey { High = high, Offset = at };
        }
        if (_spare.Length < Count)
        {
            _spare = new SortKey[_keys.Length];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DropDuplicates(DuplicateTally? tally)
    {
        var kept = 0;
        for (var start = 0; start < Count; )
        {
            var end = start + 1;
            while (end < Count && SameKey(_keys[start], _keys[end]))
            {
                end++;
            }
            _keys[kept++] = end - start == 1 ? _keys[start] : Join(_keys.AsSpan(start, end - start), tally);
            start = end;
        }
        Count = kept;
    }

    private bool SameKey(SortKey one, SortKey other) =>
        one.High == other.High
        && ItemFrame.KeyHashAt(_frames.AsSpan(one.Offset)) == ItemFrame.KeyHashAt(_frames.AsSpan(other.Offset));

    private SortKey Join(ReadOnlySpan<SortKey> members, DuplicateTally? tally)
    {
        var (kept, first, equal) = (members[0], members[0], 1);
        foreach (var member in members[1..])
        {
            var order = ItemRecordOrder.Compare(RecordOf(member), RecordOf(kept));
            (kept, equal) = order > 0 ? (member, 1) : (kept, order == 0 ? equal + 1 : equal);
            first = FrameOf(member).Place < FrameOf(first).Place ? member : first;
        }
        if (tally is not null)
        {
            tally.Count(members.Length, equal);
            OfferExamples(members, FrameOf(first), tally);
        }
        return kept;
    }

    private void OfferExamples(ReadOnlySpan<SortKey> members, in ItemFrame first, DuplicateTally tally)
    {
        foreach (var member in members)
        {
            var frame = FrameOf(member);
            if (frame.Place != first.Place)
            {
                tally.Offer(frame.Place, first.Place, frame.RecordHash != first.RecordHash);
            }
        }
    }

    private ItemFrame FrameOf(SortKey key) => ItemFrame.Read(_frames.AsSpan(key.Offset));

    private ReadOnlySpan<byte> RecordOf(SortKey key) =>
        _frames.AsSpan(key.Offset + ItemFrame.HeaderBytes, ItemFrame.LengthAt(_frames.AsSpan(key.Offset)));
}
