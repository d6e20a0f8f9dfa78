using System.Runtime.CompilerServices;

namespace Rollcall.Core.Snapshots;

/// <summary>What is known of a snapshot, or of a part of it, once it was gone through.</summary>
internal sealed class SnapshotCounts
{
    private ContentHash _content;

    /// <summary>Unique items.</summary>
    public long Items { get; private set; }

    /// <summary>Duplicates.</summary>
    public DuplicateTally Tally { get; } = new();

    /// <summary>Of <see cref="Snapshot.ContentHash"/>.</summary>
    public string ContentHash => _content.ToString();

    /// <summary>Counts items.</summary>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<ItemEntry> items)
    {
        Items += items.Length;
        var content = _content;
        foreach (ref readonly var item in items)
        {
            content.Add(item.KeyHash, item.RecordHash);
        }
        _content = content;
    }

    /// <summary>Takes over another part's; parts may come in any order.</summary>
    public void Add(SnapshotCounts other)
    {
        Items += other.Items;
        _content.Add(other._content);
        Tally.Add(other.Tally);
    }
}
