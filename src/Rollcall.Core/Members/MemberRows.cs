namespace Rollcall.Core.Members;

/// <summary>Some rows that follow each other in a source: what a sink is given at once where rows are many.</summary>
public readonly ref struct MemberRows
{
    private readonly ReadOnlySpan<MemberSlot> _slots;
    private readonly ReadOnlySpan<MemberHead> _heads;
    private readonly int _columns;

    /// <summary>Rows over a buffer.</summary>
    /// <param name="buffer">Holds the values' UTF-8 bytes.</param>
    /// <param name="slots">Where each wanted property of each row stands, row by row.</param>
    /// <param name="heads">What else is known of each row.</param>
    /// <param name="source">The file's name in messages.</param>
    public MemberRows(
        ReadOnlySpan<byte> buffer,
        ReadOnlySpan<MemberSlot> slots,
        ReadOnlySpan<MemberHead> heads,
        string source
    )
    {
        Buffer = buffer;
        _slots = slots;
        _heads = heads;
        _columns = heads.IsEmpty ? 0 : slots.Length / heads.Length;
        Source = source;
    }

    /// <summary>How many.</summary>
    public int Count => _heads.Length;

    /// <summary>The file that they came from, for messages.</summary>
    public string Source { get; }

    /// <summary>The row at an index.</summary>
    public MemberRow this[int index]
    {
        get
        {
            ref readonly var head = ref _heads[index];
            return new MemberRow(Buffer, SlotsOf(index), head.Place, head.Line, Source, head.IsPlain);
        }
    }

    /// <summary>Holds the values, and may hold more.</summary>
    internal ReadOnlySpan<byte> Buffer { get; }

    /// <summary>What is known of each row.</summary>
    internal ReadOnlySpan<MemberHead> Heads => _heads;

    /// <summary>Where a row's values stand.</summary>
    internal ReadOnlySpan<MemberSlot> SlotsOf(int index) => _slots.Slice(index * _columns, _columns);
}

/// <summary>What is known of a row besides its values.</summary>
/// <param name="Place">Where it stands among all of the source.</param>
/// <param name="Line">The line or row number, from 1.</param>
/// <param name="IsPlain">Of <see cref="MemberRow.IsPlain"/>.</param>
public readonly record struct MemberHead(MemberPlace Place, long Line, bool IsPlain);
