using Rollcall.Core.Members;

namespace Rollcall.Sources.Duck;

/// <summary>Some rows of a result, copied out of DuckDB's vectors, so that they can be mapped while DuckDB goes on.</summary>
internal sealed class DuckChunk : IDisposable
{
    // Values may be large: a chunk ends with the row that reaches this.
    private const int EnoughBytes = 1 << 20;

    private byte[] _bytes = new byte[1 << 16];
    private MemberSlot[] _slots = [];
    private MemberHead[] _heads = [];
    private int _columns;
    private int _used;

    /// <summary>Rows in it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a further row may be added.</summary>
    public bool HasRoom => _used < EnoughBytes;

    /// <summary>Begins anew.</summary>
    /// <param name="rows">So many at most.</param>
    /// <param name="columns">Values of each.</param>
    public void Begin(int rows, int columns)
    {
        (Count, _used, _columns) = (0, 0, columns);
        if (_heads.Length < rows)
        {
            (_heads, _slots) = (new MemberHead[rows], new MemberSlot[rows * columns]);
        }
    }

    /// <summary>Adds a row.</summary>
    /// <returns>For where its values stand.</returns>
    public Span<MemberSlot> AddRow(MemberPlace place, long number)
    {
        _heads[Count] = new MemberHead(place, number, false);
        return _slots.AsSpan(Count++ * _columns, _columns);
    }

    /// <summary>Room for a value.</summary>
    public Span<byte> Reserve(int bytes)
    {
        if (_bytes.Length < _used + bytes)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + bytes));
        }
        return _bytes.AsSpan(_used);
    }

    /// <summary>Takes what was put into the room.</summary>
    public MemberSlot Take(FieldKind kind, int length)
    {
        _used += length;
        return new MemberSlot(kind, _used - length, length);
    }

    /// <summary>The rows, as a sink takes them.</summary>
    public MemberRows Rows(string source)
    {
        var heads = _heads.AsSpan(0, Count);
        if (PlainText.Is(_bytes.AsSpan(0, _used)))
        {
            foreach (ref var head in heads)
            {
                head = head with { IsPlain = true };
            }
        }
        return new MemberRows(_bytes, _slots.AsSpan(0, Count * _columns), heads, source);
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes = [];
}
