using System.Runtime.CompilerServices;

namespace Rollcall.Core.Snapshots;

/// <summary>Reads a snapshot's items in the order of their key hashes, one partition in memory at a time.</summary>
internal sealed class SnapshotReader(IEnumerable<PartitionBytes> partitions, SpillFile spill) : IDisposable
{
    private readonly IEnumerator<PartitionBytes> _partitions = partitions.GetEnumerator();
    private readonly SortedItems _items = new();
    private ItemFrame _frame;
    private int _next;

    public UInt128 KeyHash => _frame.KeyHash;

    public ulong RecordHash => _frame.RecordHash;

    /// <summary>The record; valid until the next move.</summary>
    public ReadOnlyMemory<byte> Record => _items.Record(_next - 1, _frame.Length);

    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        while (_next == _items.Count)
        {
            if (!_partitions.MoveNext())
            {
                return false;
            }
            _items.Load(_partitions.Current, spill, null);
            _next = 0;
        }
        _frame = _items[_next++];
        return true;
    }

    public void Dispose() => _partitions.Dispose();
}
