using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Reads the records of a baseline's entries in the run's layout. For one thread.</summary>
internal sealed class KnownRecords
{
    private readonly MembershipRecords _records;
    private readonly LayoutBridge?[] _bridges;
    private byte[] _brought = [];

    /// <summary>Of a membership.</summary>
    /// <param name="records">The membership's, for this thread.</param>
    /// <param name="layouts">The membership's.</param>
    /// <param name="settings">The run's layout, and the fields that a removal holds.</param>
    public KnownRecords(MembershipRecords records, IReadOnlyList<ItemLayout> layouts, DiffSettings settings)
    {
        _records = records;
        _bridges =
        [
            .. layouts.Select(old =>
                old.Equals(settings.Layout) ? null : new LayoutBridge(old, settings.Layout, settings.RemovalFields)
            ),
        ];
    }

    /// <summary>An entry's bridge; null: its record has the run's layout.</summary>
    /// <exception cref="DamagedStateException">There is no such layout.</exception>
    public LayoutBridge? BridgeOf(in MembershipEntry entry)
    {
        var layout = entry.Place.Layout;
        return layout < _bridges.Length
            ? _bridges[layout]
            : throw new DamagedStateException("A membership file names a layout that its manifest does not hold.");
    }

    /// <summary>The record of one of several entries that are wanted one after the other; valid until the next call.</summary>
    /// <param name="entries">All of them, sorted by key hash.</param>
    /// <param name="index">Which.</param>
    /// <exception cref="DamagedStateException">The membership does not hold it as it was.</exception>
    public ReadOnlyMemory<byte> Read(ReadOnlySpan<MembershipEntry> entries, int index)
    {
        var record = _records.Read(entries, index);
        return BridgeOf(entries[index]) is { } bridge ? Bring(bridge.Bring(record.Span)) : record;
    }

    private ReadOnlyMemory<byte> Bring(ReadOnlySpan<byte> record)
    {
        _brought = _brought.Length >= record.Length ? _brought : new byte[record.Length * 2];
        record.CopyTo(_brought);
        return _brought.AsMemory(0, record.Length);
    }
}
