using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Snapshots;

/// <summary>Reads entries of one index file in order, in large pieces.</summary>
/// <param name="index">The file.</param>
/// <param name="first">The first entry to read.</param>
/// <param name="end">The entry before which to stop.</param>
internal sealed class GenerationReader(SafeFileHandle index, long first, long end)
{
    private const int PieceEntries = 8192;

    private readonly byte[] _piece = new byte[(int)Math.Min(PieceEntries, end - first) * MembershipEntry.Size];
    private long _next = first;
    private int _at;
    private int _have;

    public MembershipEntry Current { get; private set; }

    public bool MoveNext()
    {
        if (_at == _have && !Fill())
        {
            return false;
        }
        Current = MemoryMarshal.Read<MembershipEntry>(_piece.AsSpan(_at * MembershipEntry.Size));
        _at++;
        return true;
    }

    private bool Fill()
    {
        var count = (int)Math.Min(PieceEntries, end - _next);
        if (count == 0)
        {
            return false;
        }
        var offset = MembershipFiles.HeaderBytes + (_next * MembershipEntry.Size);
        FileReading.Exactly(index, _piece.AsSpan(0, count * MembershipEntry.Size), offset);
        _next += count;
        (_at, _have) = (0, count);
        return true;
    }

    /// <summary>The first entry with a key hash that is not less than the given one; the number of entries if there is none.</summary>
    public static long FirstNotBefore(SafeFileHandle index, long entries, UInt128 keyHash)
    {
        Span<byte> bytes = stackalloc byte[MembershipEntry.Size];
        var (low, high) = (0L, entries);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            FileReading.Exactly(index, bytes, MembershipFiles.HeaderBytes + (middle * MembershipEntry.Size));
            var isBefore = MemoryMarshal.Read<MembershipEntry>(bytes).KeyHash < keyHash;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
