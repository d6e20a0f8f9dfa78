using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rollcall.Sources.Delimited;

/// <summary>Where the bytes that matter stand among 64: a bit each.</summary>
internal readonly ref struct BlockMasks
{
    /// <summary>Bytes looked at in one go.</summary>
    public const int Size = 64;

    /// <summary>Looks at 64 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BlockMasks(ref byte block, byte delimiter)
    {
        LineFeeds = Of(ref block, (byte)'\n');
        Delimiters = Of(ref block, delimiter);
        Quotes = Of(ref block, (byte)'"');
        Special = NotPlain(ref block);
    }

    /// <summary>Line feeds.</summary>
    public ulong LineFeeds { get; }

    /// <summary>Delimiters.</summary>
    public ulong Delimiters { get; }

    /// <summary>Quotes.</summary>
    public ulong Quotes { get; }

    /// <summary>Bytes that are NUL or no ASCII, and make it necessary to look closer at the values that hold them.</summary>
    public ulong Special { get; }

    /// <summary>Where a byte stands among 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ref byte block, byte wanted)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Vector512
                .Equals(Vector512.LoadUnsafe(ref block), Vector512.Create(wanted))
                .ExtractMostSignificantBits();
        }
        var all = Vector256.Create(wanted);
        return Join(
            Vector256.Equals(Vector256.LoadUnsafe(ref block), all),
            Vector256.Equals(Vector256.LoadUnsafe(ref block, 32), all)
        );
    }

    /// <summary>For each bit, whether the bits up to and with it are odd in number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Parity(ulong bits)
    {
        if (Pclmulqdq.IsSupported)
        {
            // A product without carries by all ones is the XOR of all bits below each.
            var product = Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0);
            return product.ToScalar();
        }
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }

    // As signed numbers they are all that is not above zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong NotPlain(ref byte block)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var bytes = Vector512.LoadUnsafe(ref block).AsSByte();
            return Vector512.LessThanOrEqual(bytes, Vector512<sbyte>.Zero).ExtractMostSignificantBits();
        }
        return Join(
            Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref block).AsSByte(), Vector256<sbyte>.Zero).AsByte(),
            Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref block, 32).AsSByte(), Vector256<sbyte>.Zero).AsByte()
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(Vector256<byte> low, Vector256<byte> high) =>
        low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);
}
