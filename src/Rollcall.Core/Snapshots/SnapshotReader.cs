using System.Runtime.CompilerServices;

namespace Rollcall.Core.Snapshots;

/// <summary>Reads a snapshot's items in the order of their key hashes, all or those of a part, a few partitions in memory at a time. For one thread.</summary>
internal sealed class SnapshotReader : IDisposable
{
    private readonly SnapshotStore _store;
    private readonly ItemRecords _records;
    private readonly SortedItems _sorted;
    private readonly ItemEntry[] _asked = new ItemEntry[1];
    private IEnumerator<ItemLeaf> _leaves = Enumerable.Empty<ItemLeaf>().GetEnumerator();
    private SnapshotCounts? _counts;
    private byte[] _record = [];
    private int _next;

    /// <summary>A reader, before no items at all: see <see cref="Enter"/>.</summary>
    public SnapshotReader(SnapshotStore store)
    {
        _store = store;
        _records = store.OpenRecords();
        _sorted = new SortedItems(_records);
    }

    /// <summary>The present item.</summary>
    public ItemEntry Current { get; private set; }

    /// <summary>The present item's key hash.</summary>
    public UInt128 KeyHash => Current.KeyHash;

    /// <summary>The present item's record hash.</summary>
    public ulong RecordHash => Current.RecordHash;

    /// <summary>The present item's record; valid until the next move. One by one is the slowest way to read records that do not stand with the items.</summary>
    public ReadOnlyMemory<byte> Record => Current.IsHeld ? _sorted.Record(Current) : ReadRecord();

    /// <summary>Begins anew, before the first item of some parts.</summary>
    /// <param name="part">The first part.</param>
    /// <param name="end">The part before which to end.</param>
    /// <param name="counts">Takes what is counted on the way; null: it was counted before.</param>
    public void Enter(int part, int end, SnapshotCounts? counts)
    {
        _leaves.Dispose();
        _leaves = _store.Leaves(part, end, _records, counts?.Tally).GetEnumerator();
        (_counts, _next) = (counts, 0);
        _sorted.Clear();
    }

    /// <summary>Moves to the next item.</summary>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        if (_next == _sorted.Count && !NextLeaf())
        {
            return false;
        }
        _sorted.Touch(_next);
        Current = _sorted.Items[_next++];
        return true;
    }

    /// <summary>Counts the rest of the items without stopping at each.</summary>
    public void CountRest(CancellationToken cancellation)
    {
        while (NextLeaf())
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaves.Dispose();
        _records.Dispose();
    }

    private bool NextLeaf()
    {
        do
        {
            if (!_leaves.MoveNext())
            {
                return false;
            }
            _sorted.Load(_leaves.Current, _counts?.Tally);
            _counts?.Add(_sorted.Items);
            _next = 0;
        } while (_sorted.Count == 0);
        return true;
    }

    private ReadOnlyMemory<byte> ReadRecord()
    {
        _asked[0] = Current;
        var length = 0;
        _records.Read(
            _asked,
            (_, record) =>
            {
                _record = _record.Length >= record.Length ? _record : new byte[record.Length * 2];
                record.CopyTo(_record);
                length = record.Length;
            }
        );
        return _record.AsMemory(0, length);
    }
}
