using System.Runtime.CompilerServices;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Reads a membership with every record in the run's layout. For one thread.</summary>
internal sealed class BaselineReader
{
    private readonly MembershipReader _entries;
    private readonly KnownRecords _records;
    private readonly MembershipEntry[] _one = new MembershipEntry[1];

    /// <summary>A reader from the beginning.</summary>
    /// <param name="membership">The baseline.</param>
    /// <param name="settings">The run's layout, and the fields that a removal holds.</param>
    public BaselineReader(Membership membership, DiffSettings settings)
    {
        _entries = membership.Read();
        _records = new KnownRecords(_entries.Records, membership.Layouts, settings);
    }

    /// <summary>The present entry; its record hash is that of its own layout.</summary>
    public MembershipEntry Entry { get; private set; }

    public UInt128 KeyHash => Entry.KeyHash;

    public Standing Standing => Entry.Standing;

    /// <summary>Of the record in the run's layout.</summary>
    public ulong RecordHash { get; private set; }

    /// <summary>The present entry's bridge; null: it has the run's layout.</summary>
    public LayoutBridge? Bridge { get; private set; }

    /// <summary>The item was sent under another key than the run's layout has.</summary>
    public bool HasOtherKey => Bridge is { KeepsKey: false };

    /// <summary>The record in the run's layout; valid until the next move.</summary>
    public ReadOnlyMemory<byte> Record
    {
        get
        {
            _one[0] = Entry;
            return _records.Read(_one, 0);
        }
    }

    /// <summary>Begins anew, before the first entry of a range of key hashes.</summary>
    public void Enter(UInt128 first, UInt128 last) => _entries.Enter(first, last);

    /// <summary>Moves to the next item that anything is known of.</summary>
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
            Entry = _entries.Current;
        } while (Entry.Standing == Standing.Nothing);
        Bridge = _records.BridgeOf(Entry);
        RecordHash = Bridge is null ? Entry.RecordHash : ItemHasher.RecordHash(Record.Span);
        return true;
    }
}
