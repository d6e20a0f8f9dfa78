using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>A cohort's items at one time: unique by key, sorted by key hash, in partitions.</summary>
public sealed class Snapshot : IDisposable
{
    private Snapshot() { }

    /// <summary>Unique items.</summary>
    public long Items { get; }

    /// <summary>Members whose key came before.</summary>
    public long Duplicates { get; }

    /// <summary>Those of them with other values.</summary>
    public long Conflicts { get; }

    /// <summary>The first duplicates, ten at most.</summary>
    public IReadOnlyList<MemberExample> DuplicateExamples { get; } = [];

    /// <summary>A hash over the set of items, whatever the order of reading: 32 hexadecimal digits.</summary>
    public string ContentHash { get; } = "";

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
