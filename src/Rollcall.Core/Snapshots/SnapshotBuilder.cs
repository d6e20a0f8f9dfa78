using System.Runtime.CompilerServices;
using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>Collects a cohort's items within a memory budget: in memory while they fit, else spilled by partitions of their key hashes to one temporary file.</summary>
/// <remarks>
/// Two keys are taken for one when their 128-bit hashes are equal; the keys themselves are not compared. With a random
/// seed that nobody outside knows, a cohort of 100 million holds such a pair once in 10^22 times: that is trusted.
/// </remarks>
public sealed class SnapshotBuilder : IItemSink, IDisposable
{
    private const long SmallestBudget = 1 << 20;

    private readonly Lock _one = new();
    private readonly SpillFile _spill;
    private readonly ItemPartitions _partitions;
    private readonly long _leafBytes;
    private bool _handedOver;

    /// <summary>A builder.</summary>
    /// <param name="temporaryFolder">For what does not fit in memory; made when it is needed, and deleted again with the snapshot if it is empty then.</param>
    /// <param name="memoryBudget">Bytes held at most by it and by the snapshot while that is read; at least 1 MiB is taken.</param>
    public SnapshotBuilder(string temporaryFolder, long memoryBudget)
    {
        memoryBudget = Math.Max(memoryBudget, SmallestBudget);
        _spill = new SpillFile(temporaryFolder);
        _partitions = new ItemPartitions(_spill, 0, memoryBudget / 2);
        _leafBytes = Math.Min(memoryBudget / 6, 1 << 30);
    }

    /// <inheritdoc/>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place) =>
        _partitions.Add(new ItemFrame(keyHash, recordHash, place.Value, record.Length), record);

    /// <summary>A sink for one of several threads that add at the same time.</summary>
    public IItemSink OpenLane() => new Lane(this);

    /// <summary>Sorts, drops duplicates (the greatest record in byte order wins), counts. The snapshot takes over what the builder holds.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Snapshot Complete(CancellationToken cancellation)
    {
        var tally = new DuplicateTally();
        var snapshot = new Snapshot(_partitions, _spill, _leafBytes, tally, cancellation);
        _handedOver = true;
        return snapshot;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_handedOver)
        {
            _spill.Dispose();
        }
    }

    private sealed class Lane(SnapshotBuilder builder) : IItemSink
    {
        public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place)
        {
            lock (builder._one)
            {
                builder.Add(keyHash, recordHash, record, place);
            }
        }
    }
}
