using System.Text.Json;
using Rollcall.Core.Members;

namespace Rollcall.Sources.JsonLines;

/// <summary>Picks the wanted properties of a JSON object.</summary>
internal sealed class JsonRow
{
    private readonly JsonProperty _root;
    private readonly JsonColumns _columns;
    private readonly MemberSlot[] _slots;

    // How each column was found in this row: a property of its whole name counts more than a path.
    private readonly Found[] _found;
    private readonly bool[] _escaped;
    private byte[] _text = new byte[1024];
    private bool _anyEscaped;

    /// <summary>A row.</summary>
    /// <param name="columns">What is wanted; is told what was found.</param>
    public JsonRow(JsonColumns columns)
    {
        _columns = columns;
        _root = JsonProperty.Root(columns.Wanted);
        _slots = new MemberSlot[columns.Wanted.Count];
        _found = new Found[_slots.Length];
        _escaped = new bool[_slots.Length];
    }

    private enum Found : byte
    {
        No,
        ByPath,
        ByName,
    }

    /// <summary>The wanted properties, in the bytes that <see cref="Read"/> gave.</summary>
    public ReadOnlySpan<MemberSlot> Slots => _slots;

    /// <summary>A line without the carriage return at its end, if there is one.</summary>
    public static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line) =>
        line.EndsWith("\r"u8) ? line[..^1] : line;

    /// <summary>Reads an object.</summary>
    /// <returns>The bytes that hold its values: the line itself or, where a string has escapes, a copy with it decoded.</returns>
    /// <exception cref="JsonException">It is malformed, or a wanted property stands in it twice.</exception>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> line)
    {
        Array.Clear(_slots);
        Array.Clear(_found);
        _anyEscaped = false;
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 512 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"not an object but {Name(reader.TokenType)}", null, 0, 0);
        }
        ReadObject(ref reader, _root);
        reader.Read();
        _columns.Count();
        return _anyEscaped ? Decode(line) : line;
    }

    private static string Name(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => "a string",
            JsonTokenType.Number => "a number",
            _ => "a single word",
        };

    private void ReadObject(ref Utf8JsonReader reader, JsonProperty property)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (property == _root)
            {
                _columns.Meet(ref reader);
            }
            var wanted = property.Find(ref reader);
            reader.Read();
            if (wanted is null)
            {
                reader.Skip();
            }
            else
            {
                ReadValue(ref reader, wanted);
            }
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, JsonProperty wanted)
    {
        var start = (int)reader.TokenStartIndex;
        var escaped = reader.ValueIsEscaped;
        var kind = Kind(reader.TokenType);
        if (wanted.HasInner && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadObject(ref reader, wanted);
        }
        else
        {
            reader.Skip();
        }
        var length = (int)reader.BytesConsumed - start;
        var slot = kind switch
        {
            FieldKind.Text => new MemberSlot(kind, start + 1, length - 2),
            FieldKind.Number or FieldKind.Json => new MemberSlot(kind, start, length),
            _ => new MemberSlot(kind, start, 0),
        };
        Set(wanted.Column, Found.ByName, slot, escaped);
        Set(wanted.PathColumn, Found.ByPath, slot, escaped);
    }

    private static FieldKind Kind(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.String => FieldKind.Text,
            JsonTokenType.Number => FieldKind.Number,
            JsonTokenType.True => FieldKind.True,
            JsonTokenType.False => FieldKind.False,
            JsonTokenType.Null => FieldKind.Null,
            _ => FieldKind.Json,
        };

    private void Set(int column, Found found, MemberSlot slot, bool escaped)
    {
        if (column < 0 || _found[column] > found)
        {
            return;
        }
        if (_found[column] == found)
        {
            throw new JsonException($"property \"{_columns.Wanted[column]}\" stands twice in it", null, 0, slot.Start);
        }
        _found[column] = found;
        _slots[column] = slot;
        _escaped[column] = escaped;
        _anyEscaped |= escaped;
        _columns.Found(column);
    }

    // Behind a copy of the line, since a value may also be part of another that is wanted as it stands.
    private ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> line)
    {
        if (_text.Length < line.Length * (1 + _slots.Length))
        {
            _text = new byte[line.Length * (1 + _slots.Length)];
        }
        line.CopyTo(_text);
        var used = line.Length;
        for (var column = 0; column < _slots.Length; column++)
        {
            var slot = _slots[column];
            if (_found[column] != Found.No && _escaped[column])
            {
                var length = JsonEscapes.Decode(line.Slice(slot.Start, slot.Length), _text.AsSpan(used));
                _slots[column] = new MemberSlot(FieldKind.Text, used, length);
                used += length;
            }
        }
        return _text.AsSpan(0, used);
    }
}
