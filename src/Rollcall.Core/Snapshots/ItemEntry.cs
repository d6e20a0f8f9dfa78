using System.Runtime.InteropServices;
using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// What is kept of an item while a cohort is read: 32 bytes, whatever its record's length. The record itself is only
/// needed where the item differs from the baseline, and then it is read again by its place. Spilling, sorting and
/// comparing move a third of the bytes so.
/// </summary>
/// <param name="keyHash">Of <see cref="ItemHasher.KeyHash"/>.</param>
/// <param name="recordHash">Of <see cref="ItemHasher.RecordHash"/>.</param>
/// <param name="place">A <see cref="MemberPlace"/>; in a loaded partition that holds records, where the record is: <see cref="HeldAt"/>.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly struct ItemEntry(UInt128 keyHash, ulong recordHash, ulong place)
{
    /// <summary>Bytes of an entry.</summary>
    public const int Size = 32;

    // Two halves, not one UInt128: it would ask for 16-byte alignment, and the halves are what sorting looks at.
    private readonly ulong _low = (ulong)keyHash;

    /// <summary>The upper half of the key hash.</summary>
    public readonly ulong High = (ulong)(keyHash >> 64);

    public readonly ulong RecordHash = recordHash;

    public readonly ulong Place = place;

    public UInt128 KeyHash => new(High, _low);

    /// <summary>In a loaded partition: its record stands with it, at <see cref="HeldAt"/>. Places in the source that can be read again have the lowest bit.</summary>
    public bool IsHeld => !new MemberPlace(Place).CanReread;

    /// <summary>Where the record stands that is held.</summary>
    public int HeldAt => (int)(Place >> 1);

    public bool HasKeyOf(in ItemEntry other) => High == other.High && _low == other._low;

    /// <summary>Whether its key hash comes before another's.</summary>
    public bool IsBefore(in ItemEntry other) => High < other.High || (High == other.High && _low < other._low);

    /// <summary>The same with its record held.</summary>
    public ItemEntry HeldIn(int at) => new(KeyHash, RecordHash, (ulong)(uint)at << 1);
}
