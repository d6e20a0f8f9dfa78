using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rollcall.Core.Snapshots;

/// <summary>Some partitions in memory, sorted by key hash, their duplicates dropped. The buffers are used again for the next. For one thread.</summary>
/// <param name="records">Reads records that do not stand with their entries; null: they do.</param>
internal sealed class SortedItems(ItemRecords? records)
{
    private readonly HashSort _sort = new();
    private readonly DuplicateFold _fold = new();
    private byte[] _frames = [];
    private ItemEntry[] _loaded = [];
    private ItemEntry[] _sorted = [];

    /// <summary>Unique items.</summary>
    public int Count { get; private set; }

    /// <summary>The items. Where records stand with them, their places say where, for <see cref="Record"/>.</summary>
    public ReadOnlySpan<ItemEntry> Items => _sorted.AsSpan(0, Count);

    /// <summary>Whether <see cref="Record"/> gives records.</summary>
    public bool HoldsRecords => records is null;

    /// <summary>The record of one of the items, where records stand with them.</summary>
    public ReadOnlyMemory<byte> Record(in ItemEntry item)
    {
        var at = (int)item.Place;
        return _frames.AsMemory(at + ItemFrame.HeaderBytes, ItemFrame.LengthAt(_frames.AsSpan(at)));
    }

    /// <summary>Loads and sorts partitions.</summary>
    /// <param name="leaf">Small enough for memory.</param>
    /// <param name="tally">Counts duplicates; null: they were counted before.</param>
    public void Load(in ItemLeaf leaf, DuplicateTally? tally)
    {
        var bytes = checked((int)leaf.Bytes);
        var count = HoldsRecords ? Collect(leaf, bytes) : LoadEntries(leaf, bytes);
        Fit(ref _sorted, count);
        _sort.Sort(_loaded.AsSpan(0, count), _sorted.AsSpan(0, count));
        Count = _fold.Fold(_sorted.AsSpan(0, count), ReadRecords, PlaceOf, tally);
    }

    /// <summary>Forgets the items.</summary>
    public void Clear() => Count = 0;

    private int LoadEntries(in ItemLeaf leaf, int bytes)
    {
        Fit(ref _loaded, bytes / ItemEntry.Size);
        leaf.Read(MemoryMarshal.AsBytes(_loaded.AsSpan()));
        return bytes / ItemEntry.Size;
    }

    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Collect(in ItemLeaf leaf, int bytes)
    {
        Fit(ref _frames, bytes);
        leaf.Read(_frames);
        var count = 0;
        for (var at = 0; at < bytes; at += ItemFrame.HeaderBytes + ItemFrame.LengthAt(_frames.AsSpan(at)))
        {
            if (count == _loaded.Length)
            {
                Array.Resize(ref _loaded, Math.Max(256, count * 2));
            }
            _loaded[count++] = ItemFrame.EntryAt(_frames.AsSpan(at)).At((ulong)at);
        }
        return count;
    }

    private ulong PlaceOf(ItemEntry item) =>
        HoldsRecords ? ItemFrame.EntryAt(_frames.AsSpan((int)item.Place)).Place : item.Place;

    private void ReadRecords(ReadOnlyMemory<ItemEntry> entries, RecordVisitor visit)
    {
        if (records is not null)
        {
            records.Read(entries, visit);
            return;
        }
        for (var index = 0; index < entries.Length; index++)
        {
            visit(index, Record(entries.Span[index]).Span);
        }
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
    public long Bytes
    {
        get
        {
            var bytes = 0L;
            foreach (var lane in Lanes)
            {
                for (var index = From; index < To; index++)
                {
                    bytes += lane[index].Bytes;
                }
            }
            return bytes;
        }
    }

    /// <summary>Copies all of it.</summary>
    public void Read(Span<byte> into)
    {
        foreach (var lane in Lanes)
        {
            for (var index = From; index < To; index++)
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
