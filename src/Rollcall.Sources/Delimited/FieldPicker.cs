using System.Runtime.CompilerServices;
using Rollcall.Core.Members;

namespace Rollcall.Sources.Delimited;

/// <summary>Picks the wanted fields of records.</summary>
/// <param name="scanner">Found the records.</param>
/// <param name="wanted">The indexes of the wanted columns.</param>
/// <param name="columns">How many fields a record must have.</param>
internal sealed class FieldPicker(RecordScanner scanner, int[] wanted, int columns)
{
    private readonly MemberSlot[] _slots = new MemberSlot[wanted.Length];

    /// <summary>The wanted fields of the record picked last.</summary>
    public ReadOnlySpan<MemberSlot> Slots => _slots;

    /// <summary>Picks the fields of a record.</summary>
    /// <returns>False when it has another number of fields, or is a blank line.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Pick(int record)
    {
        var first = scanner.First[record];
        var last = scanner.First[record + 1];
        if (last - first != columns || (columns == 1 && IsBlank(record)))
        {
            return false;
        }
        var ends = scanner.Ends.Slice(first, columns + 1);
        var bytes = scanner.Bytes;
        var doubled = scanner.Doubled;
        for (var index = 0; index < wanted.Length; index++)
        {
            var column = wanted[index];
            var start = ends[column] + 1;
            var end = ends[column + 1];
            if (column == columns - 1 && end > start && bytes[end - 1] == '\r')
            {
                end--;
            }
            _slots[index] = Slot(bytes, start, end, doubled);
        }
        return true;
    }

    /// <summary>Whether a record is a line without a byte.</summary>
    public bool IsBlank(int record)
    {
        var first = scanner.First[record];
        if (scanner.First[record + 1] - first != 1)
        {
            return false;
        }
        var length = scanner.Ends[first + 1] - scanner.Ends[first] - 1;
        return length == 0 || (length == 1 && scanner.Bytes[scanner.Ends[first] + 1] == '\r');
    }

    /// <summary>The text of a record's field, without its quotes.</summary>
    public ReadOnlySpan<byte> Text(int record, int field)
    {
        var at = scanner.First[record] + field;
        var end = scanner.Ends[at + 1];
        var start = scanner.Ends[at] + 1;
        if (at + 1 == scanner.First[record + 1] && end > start && scanner.Bytes[end - 1] == '\r')
        {
            end--;
        }
        var slot = Slot(scanner.Bytes, start, end, scanner.Doubled);
        return scanner.Bytes.AsSpan(slot.Start, slot.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static MemberSlot Slot(byte[] bytes, int start, int end, bool doubled)
    {
        if (start == end)
        {
            return new MemberSlot(FieldKind.Null, start, 0);
        }
        if (bytes[start] != '"')
        {
            return new MemberSlot(FieldKind.Text, start, end - start);
        }
        return doubled
            ? Undoubled(bytes, start + 1, end - 1)
            : new MemberSlot(FieldKind.Text, start + 1, end - start - 2);
    }

    // The scanner made sure that the quotes are where they may be. Two become one in place: the value only gets shorter.
    private static MemberSlot Undoubled(byte[] bytes, int start, int end)
    {
        var kept = bytes.AsSpan(start, end - start).IndexOf((byte)'"');
        if (kept < 0)
        {
            return new MemberSlot(FieldKind.Text, start, end - start);
        }
        var write = start + kept;
        for (var read = write; read < end; read++)
        {
            var value = bytes[read];
            bytes[write++] = value;
            read += value == '"' ? 1 : 0;
        }
        return new MemberSlot(FieldKind.Text, start, write - start);
    }
}
