using System.Buffers.Binary;

namespace Rollcall.Core.Snapshots;

/// <summary>What stands before an item's record in a partition: little-endian, so that frames can be copied as bytes.</summary>
/// <param name="KeyHash">Of the key.</param>
/// <param name="RecordHash">Of the record.</param>
/// <param name="Place">Where its member stands: a <see cref="Members.MemberPlace"/>.</param>
/// <param name="Length">Of the record, in bytes.</param>
internal readonly record struct ItemFrame(UInt128 KeyHash, ulong RecordHash, ulong Place, int Length)
{
    /// <summary>Bytes before the record.</summary>
    public const int HeaderBytes = 36;

    /// <summary>Header and record.</summary>
    public int TotalBytes => HeaderBytes + Length;

    /// <summary>Writes the header.</summary>
    public void WriteTo(Span<byte> into)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(into, KeyHash);
        BinaryPrimitives.WriteUInt64LittleEndian(into[16..], RecordHash);
        BinaryPrimitives.WriteUInt64LittleEndian(into[24..], Place);
        BinaryPrimitives.WriteInt32LittleEndian(into[32..], Length);
    }

    /// <summary>Reads a header.</summary>
    public static ItemFrame Read(ReadOnlySpan<byte> from) =>
        new(
            KeyHashAt(from),
            BinaryPrimitives.ReadUInt64LittleEndian(from[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(from[24..]),
            LengthAt(from)
        );

    /// <summary>The key hash of the frame that begins here.</summary>
    public static UInt128 KeyHashAt(ReadOnlySpan<byte> from) => BinaryPrimitives.ReadUInt128LittleEndian(from);

    /// <summary>The record's length of the frame that begins here.</summary>
    public static int LengthAt(ReadOnlySpan<byte> from) => BinaryPrimitives.ReadInt32LittleEndian(from[32..]);
}
