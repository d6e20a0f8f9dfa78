using Rollcall.Core.Members;
using Rollcall.Sources.JsonLines;

namespace Rollcall.Sources.Duck;

/// <summary>A row of a result, copied together from DuckDB's vectors.</summary>
/// <param name="rows">The result.</param>
/// <param name="shapes">What each of its columns holds.</param>
internal sealed class DuckRow(DuckRows rows, DuckShape[] shapes)
{
    private readonly MemberSlot[] _slots = new MemberSlot[shapes.Length];
    private byte[] _bytes = new byte[1024];
    private int _used;

    /// <summary>Holds the row's values.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _used);

    /// <summary>Where they stand.</summary>
    public ReadOnlySpan<MemberSlot> Slots => _slots;

    /// <summary>Copies a row.</summary>
    public void Take(int row)
    {
        _used = 0;
        for (var column = 0; column < _slots.Length; column++)
        {
            _slots[column] = rows.IsNull(row, column) ? default : Slot(shapes[column], rows.Bytes(row, column));
        }
    }

    private MemberSlot Slot(DuckShape shape, ReadOnlySpan<byte> value) =>
        shape switch
        {
            DuckShape.Number when value[^1] is not ((byte)'f' or (byte)'n') => Copy(FieldKind.Number, value),
            DuckShape.Boolean => new MemberSlot(value[0] == 't' ? FieldKind.True : FieldKind.False, 0, 0),
            DuckShape.Json => Json(value),
            _ => Copy(FieldKind.Text, value),
        };

    private MemberSlot Json(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\r\n"u8);
        switch (value[0])
        {
            case (byte)'{' or (byte)'[':
                return Copy(FieldKind.Json, value);
            case (byte)'t' or (byte)'f':
                return new MemberSlot(value[0] == 't' ? FieldKind.True : FieldKind.False, 0, 0);
            case (byte)'n':
                return default;
            case (byte)'"':
                Reserve(value.Length);
                var length = JsonEscapes.Decode(value[1..^1], _bytes.AsSpan(_used));
                _used += length;
                return new MemberSlot(FieldKind.Text, _used - length, length);
            default:
                return Copy(FieldKind.Number, value);
        }
    }

    private MemberSlot Copy(FieldKind kind, ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(_used));
        _used += value.Length;
        return new MemberSlot(kind, _used - value.Length, value.Length);
    }

    private void Reserve(int more)
    {
        if (_bytes.Length < _used + more)
        {
            Array.Resize(ref _bytes, (_used + more) * 2);
        }
    }
}
