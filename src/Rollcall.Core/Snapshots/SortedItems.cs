using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rollcall.Core.Snapshots;

/// <summary>Some partitions in memory, sorted by key hash, their duplicates dropped. The buffers are used again for the next. For one thread.</summary>
/// <param name="records">Reads records that do not stand with their entries.</param>
internal sealed class SortedItems(ItemRecords records)
{
    private const int TouchedAtOnce = 32;
    private const int CacheLine = 64;

    private readonly HashSort _sort = new();
    private readonly DuplicateFold _fold = new();
    private readonly List<ItemEntry> _again = [];
    private byte[] _frames = [];
    private int _touched;
    private ItemEntry[] _loaded = [];
    private ItemEntry[] _sorted = [];

    /// <summary>Unique items.</summary>
    public int Count { get; private set; }

    /// <summary>The items. Where records stand with them, their places say where, for <see cref="Record"/>.</summary>
    public ReadOnlySpan<ItemEntry> Items => _sorted.AsSpan(0, Count);

    /// <summary>The record that stands with one of the items.</summary>
    public ReadOnlyMemory<byte> Record(in ItemEntry item) =>
        _frames.AsMemory(item.HeldAt + ItemFrame.HeaderBytes, ItemFrame.LengthAt(_frames.AsSpan(item.HeldAt)));

    /// <summary>
    /// Brings the records of the items that come next into the cache. Sorted, they lie all over the buffer, and one by
    /// one each would be waited for; a loop that only touches them waits for many at once. A first sync of ten million
    /// spent a sixth of its time on that.
    /// </summary>
    /// <param name="next">The item that is read next, each in turn.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Touch(int next)
    {
        if (_frames.Length > 0 && next % TouchedAtOnce == 0)
        {
            TouchFrom(next);
        }
    }

    /// <summary>Loads and sorts partitions.</summary>
    /// <param name="leaf">Small enough for memory.</param>
    /// <param name="tally">Counts duplicates; null: they were counted before.</param>
    public void Load(in ItemLeaf leaf, DuplicateTally? tally)
    {
        var count = Collect(leaf, LoadEntries(leaf));
        Fit(ref _sorted, count);
        _sort.Sort(_loaded.AsSpan(0, count), _sorted.AsSpan(0, count));
        Count = _fold.Fold(_sorted.AsSpan(0, count), ReadRecords, PlaceOf, tally);
    }

    /// <summary>Forgets the items.</summary>
    public void Clear() => Count = 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TouchFrom(int next)
    {
        var sum = 0;
        foreach (ref readonly var item in _sorted.AsSpan(next, Math.Min(TouchedAtOnce, Count - next)))
        {
            if (item.IsHeld)
            {
                sum += _frames[item.HeldAt] + _frames[Math.Min(item.HeldAt + CacheLine, _frames.Length - 1)];
            }
        }
        // Kept, so that the compiler leaves the loop in.
        _touched = sum;
    }

    private int LoadEntries(in ItemLeaf leaf)
    {
        var count = checked((int)leaf.BytesOf(holdsRecords: false)) / ItemEntry.Size;
        Fit(ref _loaded, count);
        leaf.Read(holdsRecords: false, MemoryMarshal.AsBytes(_loaded.AsSpan()));
        return count;
    }

    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Collect(in ItemLeaf leaf, int count)
    {
        var bytes = checked((int)leaf.BytesOf(holdsRecords: true));
        Fit(ref _frames, bytes);
        leaf.Read(holdsRecords: true, _frames);
        for (var at = 0; at < bytes; at += ItemFrame.HeaderBytes + ItemFrame.LengthAt(_frames.AsSpan(at)))
        {
            if (count == _loaded.Length)
            {
                Array.Resize(ref _loaded, Math.Max(256, count * 2));
            }
            _loaded[count++] = ItemFrame.EntryAt(_frames.AsSpan(at)).HeldIn(at);
        }
        return count;
    }

    private ulong PlaceOf(ItemEntry item) =>
        item.IsHeld ? ItemFrame.EntryAt(_frames.AsSpan(item.HeldAt)).Place : item.Place;

    private void ReadRecords(ReadOnlyMemory<ItemEntry> entries, RecordVisitor visit)
    {
        _again.Clear();
        var indexes = new List<int>();
        for (var index = 0; index < entries.Length; index++)
        {
            var entry = entries.Span[index];
            if (entry.IsHeld)
            {
                visit(index, Record(entry).Span);
            }
            else
            {
                _again.Add(entry);
                indexes.Add(index);
            }
        }
        records.Read(_again.ToArray(), (index, record) => visit(indexes[index], record));
    }

    private static void Fit<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = GC.AllocateUninitializedArray<T>(length + (length / 8));
        }
    }
}

/// <summary>Neighbouring partitions of all lanes, small enough together to be sorted in memory.</summary>
/// <param name="Lanes">The lanes.</param>
/// <param name="From">The first partition.</param>
/// <param name="To">The partition before which it ends.</param>
internal readonly record struct ItemLeaf(IReadOnlyList<ItemPartitions> Lanes, int From, int To)
{
    /// <summary>Bytes of all of it.</summary>
    public long Bytes => BytesOf(holdsRecords: false) + BytesOf(holdsRecords: true);

    /// <summary>Bytes of the partitions that hold records, or of those that do not.</summary>
    public long BytesOf(bool holdsRecords)
    {
        var bytes = 0L;
        foreach (var lane in Lanes)
        {
            for (var index = From; index < To && lane.HoldsRecords == holdsRecords; index++)
            {
                bytes += lane[index].Bytes;
            }
        }
        return bytes;
    }

    /// <summary>Copies the partitions that hold records, or those that do not.</summary>
    public void Read(bool holdsRecords, Span<byte> into)
    {
        foreach (var lane in Lanes)
        {
            for (var index = From; index < To && lane.HoldsRecords == holdsRecords; index++)
            {
                ref readonly var partition = ref lane[index];
                for (var chunk = 0; chunk < partition.Chunks; chunk++)
                {
                    into = into[partition.Read(chunk, lane.Spill, into)..];
                }
            }
        }
    }
}
