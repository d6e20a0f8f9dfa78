using System.Runtime.CompilerServices;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Reads a membership with every record in the run's layout.</summary>
internal sealed class BaselineReader
{
    private readonly MembershipReader _entries;
    private readonly LayoutBridge?[] _bridges;
    private MembershipEntry _entry;
    private byte[] _brought = [];
    private int _broughtBytes = -1;

    /// <summary>A reader from the beginning.</summary>
    /// <param name="membership">The baseline.</param>
    /// <param name="layout">The run's.</param>
    /// <param name="removalFields">The fields that a removal holds; null: any.</param>
    public BaselineReader(Membership membership, ItemLayout layout, IReadOnlySet<string>? removalFields = null)
    {
        _entries = membership.Read();
        _bridges =
        [
            .. membership.Layouts.Select(old =>
                old.Equals(layout) ? null : new LayoutBridge(old, layout, removalFields)
            ),
        ];
    }

    public UInt128 KeyHash => _entry.KeyHash;

    public Standing Standing => _entry.Standing;

    /// <summary>Of the record in the run's layout.</summary>
    public ulong RecordHash { get; private set; }

    /// <summary>The present entry's bridge; null: it has the run's layout.</summary>
    public LayoutBridge? Bridge { get; private set; }

    /// <summary>The item was sent under another key than the run's layout has.</summary>
    public bool HasOtherKey => Bridge is { KeepsKey: false };

    /// <summary>The record in the run's layout; valid until the next move.</summary>
    public ReadOnlyMemory<byte> Record =>
        _broughtBytes < 0 ? _entries.Record(_entry) : _brought.AsMemory(0, _broughtBytes);

    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        do
        {
            if (!_entries.MoveNext())
            {
                return false;
            }
        } while (_entries.Current.Standing == Standing.Nothing);
        _entry = _entries.Current;
        var layout = _entry.Place.Layout;
        if (layout >= _bridges.Length)
        {
            throw new DamagedStateException("A membership file names a layout that its manifest does not hold.");
        }
        Bridge = _bridges[layout];
        _broughtBytes = -1;
        RecordHash = Bridge is null ? _entry.RecordHash : BringRecord(Bridge);
        return true;
    }

    private ulong BringRecord(LayoutBridge bridge)
    {
        var record = bridge.Bring(_entries.Record(_entry).Span);
        if (_brought.Length < record.Length)
        {
            _brought = new byte[record.Length * 2];
        }
        record.CopyTo(_brought);
        _broughtBytes = record.Length;
        return ItemHasher.RecordHash(record);
    }
}
