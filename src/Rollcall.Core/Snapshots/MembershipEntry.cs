using System.Runtime.InteropServices;

namespace Rollcall.Core.Snapshots;

/// <summary>What an index file holds of one item: 32 bytes, little-endian.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly struct MembershipEntry(UInt128 keyHash, ulong recordHash, Standing standing, RecordPlace place)
{
    /// <summary>Bytes of an entry.</summary>
    public const int Size = 32;

    private readonly ulong _low = (ulong)keyHash;
    private readonly ulong _high = (ulong)(keyHash >> 64);
    private readonly ulong _recordHash = recordHash;
    private readonly ulong _bits = standing.Bits << RecordPlace.BitCount | place.Bits;

    public UInt128 KeyHash => new(_high, _low);

    public ulong RecordHash => _recordHash;

    public Standing Standing => new(_bits >> RecordPlace.BitCount);

    public RecordPlace Place => new(_bits & RecordPlace.Mask);
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
    private const ulong AddMark = 1 << 2;
    private const ulong RemoveMark = 1 << 3;
    private const ulong BackMark = 1 << 4;
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
