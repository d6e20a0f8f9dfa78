using Rollcall.Core.Members;
using Rollcall.Sources.JsonLines;

namespace Rollcall.Sources.Duck;

/// <summary>Copies the rows of a result together from DuckDB's vectors, some at a time. For one thread at a time, whichever.</summary>
/// <param name="rows">The result.</param>
/// <param name="shapes">What each of its columns holds.</param>
/// <param name="file">The index of the file among the source's.</param>
/// <param name="cancellation">Stops.</param>
internal sealed class DuckChunkReader(DuckRows rows, DuckShape[] shapes, int file, CancellationToken cancellation)
{
    private int _next;
    private long _number;

    /// <summary>Reads some rows.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DuckException">The statement failed on the way.</exception>
    public bool Next(DuckChunk chunk)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_next == rows.Count)
        {
            if (!rows.Fetch())
            {
                return false;
            }
            _next = 0;
        }
        chunk.Begin(rows.Count - _next, shapes.Length);
        while (_next < rows.Count && chunk.HasRoom)
        {
            Copy(chunk, _next++);
        }
        return true;
    }

    private void Copy(DuckChunk into, int row)
    {
        var slots = into.AddRow(MemberPlace.OnLine(file, ++_number), _number);
        for (var column = 0; column < slots.Length; column++)
        {
            slots[column] = rows.IsNull(row, column) ? default : Slot(into, shapes[column], rows.Bytes(row, column));
        }
    }

    private static MemberSlot Slot(DuckChunk into, DuckShape shape, ReadOnlySpan<byte> value) =>
        shape switch
        {
            DuckShape.Number when value[^1] is not ((byte)'f' or (byte)'n') => Copy(into, FieldKind.Number, value),
            DuckShape.Boolean => new MemberSlot(value[0] == 't' ? FieldKind.True : FieldKind.False, 0, 0),
            DuckShape.Json => Json(into, value),
            _ => Copy(into, FieldKind.Text, value),
        };

    private static MemberSlot Json(DuckChunk into, ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\r\n"u8);
        switch (value[0])
        {
            case (byte)'{' or (byte)'[':
                return Copy(into, FieldKind.Json, value);
            case (byte)'t' or (byte)'f':
                return new MemberSlot(value[0] == 't' ? FieldKind.True : FieldKind.False, 0, 0);
            case (byte)'n':
                return default;
            case (byte)'"':
                var room = into.Reserve(value.Length);
                var length = JsonEscapes.Decode(value[1..^1], room);
                return into.Take(FieldKind.Text, length);
            default:
                return Copy(into, FieldKind.Number, value);
        }
    }

    private static MemberSlot Copy(DuckChunk into, FieldKind kind, ReadOnlySpan<byte> value)
    {
        value.CopyTo(into.Reserve(value.Length));
        return into.Take(kind, value.Length);
    }
}
