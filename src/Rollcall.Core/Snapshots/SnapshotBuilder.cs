using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>Collects a cohort's items within a memory budget: in memory while they fit, else spilled by partitions of their key hashes to one temporary file.</summary>
/// <remarks>
/// Two keys are taken for one when their 128-bit hashes are equal; the keys themselves are not compared. With a random
/// seed that nobody outside knows, a cohort of 100 million holds such a pair once in 10^22 times: that is trusted.
/// </remarks>
public sealed class SnapshotBuilder : IDisposable
{
    private const long SmallestBudget = 1 << 20;

    private readonly SpillFile _spill;
    private readonly long _memoryBudget;
    private readonly bool _holdRecords;
    private ItemLane[] _lanes = [];
    private bool _handedOver;

    /// <summary>A builder.</summary>
    /// <param name="temporaryFolder">For what does not fit in memory; made when it is needed, and deleted again with the snapshot if it is empty then.</param>
    /// <param name="memoryBudget">Bytes held at most by it and by the snapshot while that is gone through; at least 1 MiB is taken.</param>
    /// <param name="holdRecords">Whether each item's record stands with it: right where most records will be needed. Else items are 32 bytes each, and records are read again from the source if it can be.</param>
    public SnapshotBuilder(string temporaryFolder, long memoryBudget, bool holdRecords)
    {
        _memoryBudget = Math.Max(memoryBudget, SmallestBudget);
        _spill = new SpillFile(temporaryFolder);
        _holdRecords = holdRecords;
    }

    /// <summary>Items of a part at least, about: fewer would cost more in beginning parts than several threads save.</summary>
    internal long PartItems { get; init; } = 1 << 14;

    /// <summary>Opens sinks for threads that add at the same time, each its own. Once, and before anything is added.</summary>
    public IReadOnlyList<IItemSink> OpenLanes(int count)
    {
        // An eighth: what stood in memory before it was spilled is garbage that the collector does not come to in a run of
        // seconds, and as much again is taken for the open chunks. Spilling a million entries takes 20 ms.
        var each = _memoryBudget / 8 / count;
        _lanes = [.. Enumerable.Range(0, count).Select(_ => new ItemLane(_spill, each, _holdRecords))];
        return _lanes;
    }

    /// <summary>Ends reading. The snapshot takes over what the builder holds.</summary>
    /// <param name="source">The places of the members.</param>
    /// <param name="openRereader">Reads items again by their places, for one thread at a time.</param>
    /// <param name="cancellation">Stops what the snapshot is asked to count.</param>
    public Snapshot Complete(IMemberPlaces source, Func<ItemRereader> openRereader, CancellationToken cancellation) =>
        Complete(new RecordOrigin(source, openRereader), cancellation);

    /// <summary>Ends reading items none of which can be read again.</summary>
    internal Snapshot Complete(CancellationToken cancellation) => Complete(null, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_handedOver)
        {
            _spill.Dispose();
        }
    }

    private Snapshot Complete(RecordOrigin? origin, CancellationToken cancellation)
    {
        if (_lanes.Length == 0)
        {
            OpenLanes(1);
        }
        // Two threads each sort one leaf at a time: 64 bytes an entry, or a frame and as much as a half of it.
        var leafBytes = Math.Min(_memoryBudget / (_lanes.Any(lane => lane.Held > 0) ? 12 : 16), 1 << 30);
        var store = new SnapshotStore(_lanes, _spill, origin, leafBytes, PartItems);
        _handedOver = true;
        return new Snapshot(store, _memoryBudget, cancellation);
    }
}
