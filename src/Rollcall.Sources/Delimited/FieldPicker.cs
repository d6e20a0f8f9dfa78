using System.Runtime.CompilerServices;
using Rollcall.Core.Members;

namespace Rollcall.Sources.Delimited;

/// <summary>Picks the wanted fields of records.</summary>
/// <param name="wanted">The indexes of the wanted columns.</param>
internal sealed class FieldPicker(int[] wanted)
{
    private readonly int[] _wanted = wanted;

    /// <summary>Picks the fields of a record.</summary>
    /// <param name="bytes">The text; where two quotes are one, it is changed.</param>
    /// <param name="starts">Where its fields begin, and behind the last where the next record does.</param>
    /// <param name="doubled">Whether there may be doubled quotes in it.</param>
    /// <param name="slots">One for each wanted field.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Pick(byte[] bytes, ReadOnlySpan<int> starts, bool doubled, Span<MemberSlot> slots)
    {
        for (var index = 0; index < slots.Length; index++)
        {
            slots[index] = Slot(bytes, starts, _wanted[index], doubled);
        }
    }

    /// <summary>Picks the fields of a record that holds no quote.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="starts">Where its fields begin, and behind the last where the next record does.</param>
    /// <param name="slots">One for each wanted field.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PickBare(byte[] bytes, ReadOnlySpan<int> starts, Span<MemberSlot> slots)
    {
        var wanted = _wanted;
        var bare = (starts[^1] & ~RecordScanner.RecordEnd) - 1;
        // The field may be empty: the byte before it is a delimiter or a line feed then.
        bare -= bare > 0 && bytes[bare - 1] == '\r' ? 1 : 0;
        for (var index = 0; index < slots.Length; index++)
        {
            var column = wanted[index];
            var start = starts[column] & ~RecordScanner.RecordEnd;
            var length = Math.Min((starts[column + 1] & ~RecordScanner.RecordEnd) - 1, bare) - start;
            slots[index] = new MemberSlot(length == 0 ? FieldKind.Null : FieldKind.Text, start, length);
        }
    }

    /// <summary>One field of a record.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MemberSlot Slot(byte[] bytes, ReadOnlySpan<int> starts, int column, bool doubled)
    {
        var start = starts[column] & ~RecordScanner.RecordEnd;
        var end = (starts[column + 1] & ~RecordScanner.RecordEnd) - 1;
        if (column == starts.Length - 2 && end > start && bytes[end - 1] == '\r')
        {
            end--;
        }
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
