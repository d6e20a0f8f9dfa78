using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>Collects a cohort's items within a memory budget: in pooled memory while they fit, else spilled to one file per hash partition.</summary>
public sealed class SnapshotBuilder : IItemSink, IDisposable
{
    /// <summary>A builder.</summary>
    /// <param name="temporaryFolder">For spilled partitions; the files are deleted with the snapshot.</param>
    /// <param name="memoryBudget">Bytes held at most.</param>
    public SnapshotBuilder(string temporaryFolder, long memoryBudget) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, string source, long line) =>
        throw new NotImplementedException();

    /// <summary>Sorts, drops duplicates (the greatest record in byte order wins), counts.</summary>
    public Snapshot Complete(CancellationToken cancellation) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
