namespace Rollcall.Core.Snapshots;

/// <summary>A cohort's items at one time: unique by key, sorted by key hash, in parts.</summary>
/// <remarks>
/// It is sorted and counted part by part when it is gone through: by the diff, so that this is done once. Whoever asks for
/// a count before has it gone through for that alone.
/// </remarks>
public sealed class Snapshot : IDisposable
{
    private readonly CancellationToken _cancellation;
    private SnapshotCounts? _counts;

    internal Snapshot(SnapshotStore store, long memoryBudget, CancellationToken cancellation) =>
        (Store, MemoryBudget, _cancellation) = (store, memoryBudget, cancellation);

    /// <summary>Unique items.</summary>
    public long Items => Counts.Items;

    /// <summary>Members whose key came before.</summary>
    public long Duplicates => Counts.Tally.Duplicates;

    /// <summary>Those of them with other values than the one that was kept.</summary>
    public long Conflicts => Counts.Tally.Conflicts;

    /// <summary>The first duplicates in the order of reading, ten at most.</summary>
    public IReadOnlyList<DuplicateMember> DuplicateExamples => Counts.Tally.Examples();

    /// <summary>A hash over the set of items, whatever the order of reading: 32 hexadecimal digits.</summary>
    public string ContentHash => Counts.ContentHash;

    /// <summary>The items.</summary>
    internal SnapshotStore Store { get; }

    /// <summary>Bytes that may be held while it is gone through.</summary>
    internal long MemoryBudget { get; }

    /// <summary>Whether it was gone through.</summary>
    internal bool IsCounted => _counts is not null;

    private SnapshotCounts Counts => _counts ??= Count();

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();

    /// <summary>Reads all items in the order of their key hashes.</summary>
    internal SnapshotReader Read()
    {
        _ = Counts;
        var reader = new SnapshotReader(Store);
        reader.Enter(0, Store.Parts, null);
        return reader;
    }

    /// <summary>Takes what was counted while all of it was gone through.</summary>
    internal void Counted(SnapshotCounts counts) => _counts = counts;

    private SnapshotCounts Count()
    {
        var counts = new SnapshotCounts();
        using var reader = new SnapshotReader(Store);
        reader.Enter(0, Store.Parts, counts);
        reader.CountRest(_cancellation);
        return counts;
    }
}
