using System.Runtime.CompilerServices;

namespace Rollcall.Core.Snapshots;

/// <summary>A cohort's items at one time: unique by key, sorted by key hash, in partitions.</summary>
public sealed class Snapshot : IDisposable
{
    private readonly ItemPartitions _partitions;
    private readonly SpillFile _spill;
    private readonly long _leafBytes;
    private readonly DuplicateTally _tally;

    internal Snapshot(
        ItemPartitions partitions,
        SpillFile spill,
        long leafBytes,
        DuplicateTally tally,
        CancellationToken cancellation
    )
    {
        (_partitions, _spill, _leafBytes, _tally) = (partitions, spill, leafBytes, tally);
        var sorted = new SortedItems();
        var content = new ContentHash();
        foreach (var partition in partitions.Leaves(leafBytes, tally))
        {
            cancellation.ThrowIfCancellationRequested();
            sorted.Load(partition, spill, tally);
            Items += sorted.Count;
            Hash(sorted, ref content);
        }
        ContentHash = content.ToString();
        DuplicateExamples = tally.Examples();
    }

    /// <summary>Unique items.</summary>
    public long Items { get; }

    /// <summary>Members whose key came before.</summary>
    public long Duplicates => _tally.Duplicates;

    /// <summary>Those of them with other values than the one that was kept.</summary>
    public long Conflicts => _tally.Conflicts;

    /// <summary>The first duplicates in the order of reading, ten at most.</summary>
    public IReadOnlyList<DuplicateMember> DuplicateExamples { get; }

    /// <summary>A hash over the set of items, whatever the order of reading: 32 hexadecimal digits.</summary>
    public string ContentHash { get; }

    /// <summary>Reads the items in the order of their key hashes.</summary>
    internal SnapshotReader Read() => new(_partitions.Leaves(_leafBytes, _tally), _spill);

    /// <inheritdoc/>
    public void Dispose() => _spill.Dispose();

    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Hash(SortedItems sorted, ref ContentHash content)
    {
        for (var index = 0; index < sorted.Count; index++)
        {
            var item = sorted[index];
            content.Add(item.KeyHash, item.RecordHash);
        }
    }
}
