using System.Runtime.CompilerServices;

namespace Rollcall.Core.Members;

/// <summary>One user's row: the wanted user properties, in the wanted order.</summary>
public readonly ref struct MemberRow
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly ReadOnlySpan<MemberSlot> _slots;

    /// <summary>A row over a buffer.</summary>
    /// <param name="buffer">Holds the values' UTF-8 bytes.</param>
    /// <param name="slots">Where each wanted property stands.</param>
    /// <param name="place">Where the row stands among all of the source.</param>
    /// <param name="line">The line or row number, from 1.</param>
    /// <param name="source">The file's name in messages.</param>
    /// <param name="isPlain">Of <see cref="IsPlain"/>.</param>
    public MemberRow(
        ReadOnlySpan<byte> buffer,
        ReadOnlySpan<MemberSlot> slots,
        MemberPlace place,
        long line,
        string source,
        bool isPlain = false
    )
    {
        _buffer = buffer;
        _slots = slots;
        Place = place;
        Line = line;
        Source = source;
        IsPlain = isPlain;
    }

    /// <summary>Where the row stands among all of the source.</summary>
    public MemberPlace Place { get; }

    /// <summary>The line or row number, from 1; in a CSV file the line on which the record begins. 0 in a row that is read again.</summary>
    public long Line { get; }

    /// <summary>The file that it came from, for messages.</summary>
    public string Source { get; }

    /// <summary>Whether all values are known to be <see cref="PlainText"/>, so that nobody need check them again.</summary>
    public bool IsPlain { get; }

    /// <summary>Holds the values, and may hold more.</summary>
    internal ReadOnlySpan<byte> Buffer => _buffer;

    /// <summary>Where they stand.</summary>
    internal ReadOnlySpan<MemberSlot> Slots => _slots;

    /// <summary>The property at an index of the wanted columns.</summary>
    public FieldValue this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var slot = _slots[column];
            return new FieldValue(slot.Kind, _buffer.Slice(slot.Start, slot.Length));
        }
    }
}

/// <summary>Where a value stands in a row's buffer. Bytes need not be valid UTF-8 yet: the mapper checks.</summary>
/// <param name="Kind">What it is. An unquoted empty CSV field is null, a quoted empty one text.</param>
/// <param name="Start">Index of the first byte.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct MemberSlot(FieldKind Kind, int Start, int Length);
