using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        var low = Vector256.LoadUnsafe(ref block);
        var high = Vector256.LoadUnsafe(ref block, 32);
        LineFeeds = Equal(low, high, (byte)'\n');
        Delimiters = Equal(low, high, delimiter);
        Quotes = Equal(low, high, (byte)'"');
    }

    /// <summary>Line feeds.</summary>
    public ulong LineFeeds { get; }

    /// <summary>Delimiters.</summary>
    public ulong Delimiters { get; }

    /// <summary>Quotes.</summary>
    public ulong Quotes { get; }

    /// <summary>Where a byte stands among 64.</summary>
    public static ulong Of(ref byte block, byte wanted) =>
        Equal(Vector256.LoadUnsafe(ref block), Vector256.LoadUnsafe(ref block, 32), wanted);

    /// <summary>For each bit, whether the bits up to and with it are odd in number.</summary>
    public static ulong Parity(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Equal(Vector256<byte> low, Vector256<byte> high, byte wanted)
    {
        var all = Vector256.Create(wanted);
        return Vector256.Equals(low, all).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(high, all).ExtractMostSignificantBits() << 32);
    }
}
