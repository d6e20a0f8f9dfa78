using System.Runtime.CompilerServices;
using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// Reads records of one file by offset, a window at a time. Records stand one after the other, or with other things
/// between them; each is measured by its layout. For one thread.
/// </summary>
internal sealed class RecordsFile(MembershipFile file, int longest)
{
    /// <summary>Bytes that one read may bring.</summary>
    private const int WindowBytes = 256 << 10;

    /// <summary>Two records that are no further apart are read at once: copying so much costs about what a read does.</summary>
    private const int GapBytes = 16 << 10;

    /// <summary>Of a single record somewhere.</summary>
    private const int SomewhereBytes = 2 << 10;

    private byte[] _window = [];
    private long _start;
    private int _have;

    /// <summary>The record of an entry; valid until the next call.</summary>
    /// <param name="coming">The entry, and those that will be asked for after it; those of other files are passed over.</param>
    /// <param name="number">This file's, by which places name it.</param>
    /// <param name="fields">How many fields the record has.</param>
    /// <exception cref="DamagedStateException">There is no record there, or another one.</exception>
    public ReadOnlyMemory<byte> Read(ReadOnlySpan<MembershipEntry> coming, int number, int fields)
    {
        ref readonly var entry = ref coming[0];
        var offset = entry.Place.Offset;
        if (offset < MembershipFiles.HeaderBytes || offset >= file.Length)
        {
            throw file.Damaged("does not reach as far as its index says");
        }
        var size = SizeInWindow(offset, fields);
        if (size < 0)
        {
            Load(offset, Wanted(coming, number));
            size = SizeInWindow(offset, fields);
        }
        if (size < 0)
        {
            // Longer than was guessed, by the longest that there is at most.
            Load(offset, longest);
            size = SizeInWindow(offset, fields);
        }
        var record = size < 0 ? default : _window.AsMemory((int)(offset - _start), size);
        return size >= 0 && ItemHasher.RecordHash(record.Span) == entry.RecordHash
            ? record
            : throw file.Damaged($"does not hold the record that its index names at {offset}");
    }

    private int SizeInWindow(long offset, int fields)
    {
        var at = offset - _start;
        return at >= 0 && at < _have ? ItemRecordReader.Measure(_window.AsSpan((int)at, _have - (int)at), fields) : -1;
    }

    /// <summary>How far to read: to the last entry that is near the one before it, or on where reading has gone on so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long Wanted(ReadOnlySpan<MembershipEntry> coming, int number)
    {
        var first = coming[0].Place.Offset;
        var goesOn = coming.Length == 1 && first >= _start && first - (_start + _have) < GapBytes && _have > 0;
        if (goesOn)
        {
            return WindowBytes;
        }
        var last = first;
        foreach (ref readonly var entry in coming[1..])
        {
            var place = entry.Place;
            if (place.Generation != number)
            {
                continue;
            }
            if (
                place.Offset < last
                || place.Offset - last > GapBytes
                || place.Offset - first > WindowBytes - SomewhereBytes
            )
            {
                break;
            }
            last = place.Offset;
        }
        return last - first + SomewhereBytes;
    }

    private void Load(long offset, long wanted)
    {
        var bytes = (int)Math.Min(wanted, file.Length - offset);
        if (_window.Length < bytes)
        {
            _window = new byte[Math.Max(bytes, (int)Math.Min(WindowBytes, file.Length))];
        }
        file.Read(_window.AsSpan(0, bytes), offset);
        (_start, _have) = (offset, bytes);
    }
}
