using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Snapshots;

/// <summary>Reads the entries of one index file in order, in large pieces.</summary>
internal sealed class GenerationReader(SafeFileHandle index, long entries)
{
    private const int PieceEntries = 8192;

    private readonly byte[] _piece = new byte[(int)Math.Min(PieceEntries, entries) * MembershipEntry.Size];
    private long _read;
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
        var count = (int)Math.Min(PieceEntries, entries - _read);
        if (count == 0)
        {
            return false;
        }
        var offset = MembershipFiles.HeaderBytes + (_read * MembershipEntry.Size);
        FileReading.Exactly(index, _piece.AsSpan(0, count * MembershipEntry.Size), offset);
        _read += count;
        (_at, _have) = (0, count);
        return true;
    }
}
