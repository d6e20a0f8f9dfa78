using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>
/// Something that was decided, before its record is at hand: 40 bytes. The addition of a replaced item follows its
/// removal.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PlanStep
{
    private const int LaneBits = 8;

    private readonly ItemEntry _item;
    private readonly int _length;
    private readonly uint _flags;

    /// <summary>Bytes that a step takes in memory.</summary>
    public const int Size = 40;

    private PlanStep(in ItemEntry item, int length, uint flags) => (_item, _length, _flags) = (item, length, flags);

    /// <summary>What is added.</summary>
    public ItemEntry Wanted => _item;

    /// <summary>What is removed.</summary>
    public MembershipEntry Known => Unsafe.BitCast<ItemEntry, MembershipEntry>(_item);

    public UInt128 KeyHash => _item.KeyHash;

    public bool IsRemoval => Has(Flag.Removal);

    /// <summary>A removal behind which the addition follows of what takes its place.</summary>
    public bool IsReplaced => Has(Flag.Replaced);

    /// <summary>A removal of an item that was sent under another key.</summary>
    public bool IsOfOtherKey => Has(Flag.OtherKey);

    /// <summary>Its record stands with the steps: at <see cref="HeldAt"/>.</summary>
    public bool IsHeld => Has(Flag.Held);

    /// <summary>Where the record stands.</summary>
    public Range HeldAt => _item.HeldAt..(_item.HeldAt + _length);

    /// <summary>How it was decided.</summary>
    public ItemDecision Decision =>
        new()
        {
            Lane = (Lane)(_flags >> (32 - LaneBits)),
            First = Has(Flag.First),
            IsChange = Has(Flag.Change),
        };

    public static PlanStep Add(in ItemEntry wanted, in ItemDecision how) => new(wanted, 0, Flags(how, 0));

    public static PlanStep Remove(in MembershipEntry known, in ItemDecision how, bool isReplaced) =>
        new(
            Unsafe.BitCast<MembershipEntry, ItemEntry>(known),
            0,
            Flags(how, Flag.Removal | (isReplaced ? Flag.Replaced : 0))
        );

    public static PlanStep RemoveOther(UInt128 oldHash, in ItemDecision how, bool isReplaced) =>
        new(
            new ItemEntry(oldHash, 0, 0),
            0,
            Flags(how, Flag.Removal | Flag.OtherKey | (isReplaced ? Flag.Replaced : 0))
        );

    /// <summary>The same with its record held.</summary>
    public PlanStep HeldIn(int at, int length) => new(_item.HeldIn(at), length, _flags | (uint)Flag.Held);

    private bool Has(Flag flag) => (_flags & (uint)flag) != 0;

    private static uint Flags(in ItemDecision how, Flag flags) =>
        ((uint)how.Lane << (32 - LaneBits))
        | (uint)(flags | (how.First ? Flag.First : 0) | (how.IsChange ? Flag.Change : 0));

    [Flags]
    private enum Flag : uint
    {
        Removal = 1,
        Replaced = 2,
        OtherKey = 4,
        Held = 8,
        First = 16,
        Change = 32,
    }
}
