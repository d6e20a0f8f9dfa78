using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rollcall.Core.Members;

/// <summary>Text of ASCII characters other than NUL: nothing more need be checked of it.</summary>
public static class PlainText
{
    /// <summary>Whether bytes are plain text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Is(ReadOnlySpan<byte> bytes)
    {
        ref var first = ref MemoryMarshal.GetReference(bytes);
        var at = 0;
        if (bytes.Length >= Vector128<byte>.Count)
        {
            // As signed numbers, plain bytes are above zero. The last vector may overlap the one before it.
            var least = Vector128.LoadUnsafe(ref first, (nuint)(bytes.Length - Vector128<byte>.Count)).AsSByte();
            for (; at <= bytes.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
            {
                least = Vector128.Min(least, Vector128.LoadUnsafe(ref first, (nuint)at).AsSByte());
            }
            return Vector128.GreaterThanAll(least, Vector128<sbyte>.Zero);
        }
        for (; at < bytes.Length; at++)
        {
            if ((sbyte)bytes[at] <= 0)
            {
                return false;
            }
        }
        return true;
    }
}
