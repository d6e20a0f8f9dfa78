using System.Runtime.InteropServices;

namespace Rollcall.Core.Snapshots;

/// <summary>What an index file holds of one item: 32 bytes, little-endian.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly struct MembershipEntry
{
    /// <summary>Bytes of an entry.</summary>
    public const int Size = 32;

    private readonly ulong _low;
    private readonly ulong _high;
    private readonly ulong _recordHash;
    private readonly ulong _bits;

    public MembershipEntry(UInt128 keyHash, ulong recordHash, Standing standing, RecordPlace place)
    {
        (_low, _high) = ((ulong)keyHash, (ulong)(keyHash >> 64));
        (_recordHash, _bits) = (recordHash, standing.Bits << RecordPlace.BitCount | place.Bits);
    }

    private MembershipEntry(in MembershipEntry other, ulong bits)
    {
        this = other;
        _bits = bits;
    }

    public UInt128 KeyHash => new(_high, _low);

    public ulong RecordHash => _recordHash;

    public Standing Standing => new(_bits >> RecordPlace.BitCount);

    public RecordPlace Place => new(_bits & RecordPlace.Mask);

    /// <summary>The same without the marks that no longer count.</summary>
    /// <param name="marks">Those that do, see <see cref="Standing.Marks"/>.</param>
    public MembershipEntry Keeping(ulong marks) =>
        new(this, _bits & ~((~marks & Standing.AllMarks) << RecordPlace.BitCount));
}

/// <summary>Where an item's record stands: generation, layout, and offset in the generation's records file.</summary>
internal readonly record struct RecordPlace(ulong Bits)
{
    public const int BitCount = 56;
    public const ulong Mask = (1UL << BitCount) - 1;
    private const int OffsetBits = 40;

    public RecordPlace(int generation, int layout, long offset)
        : this(((ulong)generation << 48) | ((ulong)layout << OffsetBits) | (ulong)offset) { }

    public int Generation => (int)(Bits >> 48);

    public int Layout => (int)(Bits >> OffsetBits) & 0xFF;

    public long Offset => (long)(Bits & ((1UL << OffsetBits) - 1));
}

/// <summary>What is known of an item at the destination, with all that later runs must respect.</summary>
internal readonly record struct Standing(ulong Bits)
{
    /// <summary>Every mark: what is remembered besides the state.</summary>
    public const ulong AllMarks = AddMark | RemoveMark | BackMark | OlderMark;

    /// <summary>The marks that mean nothing once no add may land any more.</summary>
    public const ulong AddMarks = AddMark | OlderMark;

    /// <summary>The mark that means nothing once no remove may land any more.</summary>
    public const ulong RemoveMark = 1 << 3;

    /// <summary>The mark of what came back, which is for one run only.</summary>
    public const ulong BackMark = 1 << 4;

    private const ulong AddMark = 1 << 2;
    private const ulong OlderMark = 1 << 5;

    public Standing(
        MemberState state,
        bool addMayLand = false,
        bool removeMayLand = false,
        bool cameBack = false,
        bool olderMayLand = false
    )
        : this(
            (ulong)state
                | (addMayLand ? AddMark : 0)
                | (removeMayLand ? RemoveMark : 0)
                | (cameBack ? BackMark : 0)
                | (olderMayLand ? OlderMark : 0)
        ) { }

    /// <summary>Surely not there, and nothing to remember: not worth an entry.</summary>
    public static Standing Nothing => default;

    public MemberState State => (MemberState)(Bits & 3);

    /// <summary>The marks that are set.</summary>
    public ulong Marks => Bits & AllMarks;

    /// <summary>An unanswered add may still be applied.</summary>
    public bool AddMayLand => (Bits & AddMark) != 0;

    /// <summary>An unanswered remove may still be applied.</summary>
    public bool RemoveMayLand => (Bits & RemoveMark) != 0;

    /// <summary>It was refused in a batch: it goes first next time.</summary>
    public bool CameBack => (Bits & BackMark) != 0;

    /// <summary>Among the adds that may still be applied are some with other values than the record's.</summary>
    public bool OlderMayLand => (Bits & OlderMark) != 0;

    /// <summary>The same with another flag for coming first.</summary>
    public Standing With(bool cameBack) => new(State, AddMayLand, RemoveMayLand, cameBack, OlderMayLand);
}
