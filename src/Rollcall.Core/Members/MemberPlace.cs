namespace Rollcall.Core.Members;

/// <summary>
/// Where a member stands in its source, in 64 bits: 16 for the file, 47 for the byte or the line, and the lowest for
/// whether it can be read again from there. Ascending in the order of the source, and different for each member.
/// </summary>
public readonly record struct MemberPlace : IComparable<MemberPlace>
{
    /// <summary>Files that places can tell apart.</summary>
    public const int MaxFiles = 1 << FileBits;

    private const int FileBits = 16;
    private const int PositionBits = 47;

    /// <summary>A place that was kept as a number.</summary>
    /// <param name="value">Of <see cref="Value"/>.</param>
    public MemberPlace(ulong value) => Value = value;

    /// <summary>The place as a number; compares as places do.</summary>
    public ulong Value { get; }

    /// <summary>The index of the file among the source's.</summary>
    public int File => (int)(Value >> (PositionBits + 1));

    /// <summary>The offset of the first byte where the member can be read again, else the line or row from 1.</summary>
    public long Position => (long)(Value >> 1) & ((1L << PositionBits) - 1);

    /// <summary>Whether the member can be read again: <see cref="IMemberRereader"/>.</summary>
    public bool CanReread => (Value & 1) != 0;

    /// <summary>The place of a member that begins at a byte of a file, from which it can be read again.</summary>
    public static MemberPlace AtOffset(int file, long offset) => new(Pack(file, offset) | 1);

    /// <summary>The place of a member on a line, which cannot be read again.</summary>
    public static MemberPlace OnLine(int file, long line) => new(Pack(file, line));

    /// <inheritdoc/>
    public int CompareTo(MemberPlace other) => Value.CompareTo(other.Value);

    /// <summary>Whether a place comes before another.</summary>
    public static bool operator <(MemberPlace left, MemberPlace right) => left.Value < right.Value;

    /// <summary>Whether a place comes behind another.</summary>
    public static bool operator >(MemberPlace left, MemberPlace right) => left.Value > right.Value;

    /// <summary>Whether a place comes before another or is the same.</summary>
    public static bool operator <=(MemberPlace left, MemberPlace right) => left.Value <= right.Value;

    /// <summary>Whether a place comes behind another or is the same.</summary>
    public static bool operator >=(MemberPlace left, MemberPlace right) => left.Value >= right.Value;

    private static ulong Pack(int file, long position) => ((ulong)file << (PositionBits + 1)) | ((ulong)position << 1);
}
