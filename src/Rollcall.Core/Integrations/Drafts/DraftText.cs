using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Rollcall.Core.Integrations.Drafts;

/// <summary>Writes a draft as JSON, a key or value a line, and remembers which line is which: so that whatever is said of a place in the text is said of a field.</summary>
internal sealed class DraftText
{
    private readonly StringBuilder _text = new();
    private readonly List<DraftLine> _lines = [];

    private DraftText() { }

    /// <summary>The lines, from the first; the brackets that close are their own.</summary>
    public IReadOnlyList<DraftLine> Lines => _lines;

    /// <summary>Writes a draft.</summary>
    public static DraftText Of(JsonObject root)
    {
        var text = new DraftText();
        text.Object(root, "", 1);
        return text;
    }

    /// <summary>The text as UTF-8.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_text.ToString());

    private void Value(JsonNode? value, string path, int column)
    {
        switch (value)
        {
            case JsonObject map:
                Object(map, path, column);
                break;
            case JsonArray list:
                List(list, path, column);
                break;
            default:
                Scalar(value, path, column);
                break;
        }
    }

    private void Object(JsonObject map, string path, int column)
    {
        Begin('{', path, column);
        var left = map.Count;
        foreach (var (key, value) in map)
        {
            var start = _text.Length;
            JsonSpelling.Write(_text, key);
            _text.Append(": ");
            Value(value, DraftPath.Key(path, key), 1 + Characters(start));
            End(--left > 0);
        }
        Close('}', path);
    }

    private void List(JsonArray list, string path, int column)
    {
        Begin('[', path, column);
        for (var i = 0; i < list.Count; i++)
        {
            Value(list[i], DraftPath.Item(path, i), 1);
            End(i < list.Count - 1);
        }
        Close(']', path);
    }

    private void Begin(char bracket, string path, int column)
    {
        _lines.Add(new DraftLine(path, column, null));
        _text.Append(bracket).Append('\n');
    }

    private void End(bool isMore) => _text.Append(isMore ? ",\n" : "\n");

    private void Close(char bracket, string path)
    {
        _lines.Add(new DraftLine(path, 1, null));
        _text.Append(bracket);
    }

    private void Scalar(JsonNode? value, string path, int column)
    {
        var text = value is JsonValue known && known.TryGetValue<string>(out var typed) ? typed : null;
        _lines.Add(new DraftLine(path, column, text));
        if (text is not null)
        {
            JsonSpelling.Write(_text, text);
        }
        else
        {
            _text.Append(value?.ToJsonString() ?? "null");
        }
    }

    private int Characters(int start)
    {
        var count = 0;
        for (var i = start; i < _text.Length; i++)
        {
            count += char.IsLowSurrogate(_text[i]) ? 0 : 1;
        }
        return count;
    }
}

/// <summary>What stands on a line of a draft's text.</summary>
/// <param name="Path">The path of the value.</param>
/// <param name="Column">Where it begins, from 1, in characters.</param>
/// <param name="Text">The value where it is text.</param>
internal sealed record DraftLine(string Path, int Column, string? Text)
{
    /// <summary>The place in the value's text, in UTF-16 units, of a column of the line; null where the column is not inside the text.</summary>
    public int? IndexAt(int column)
    {
        if (Text is null || column <= Column)
        {
            return null;
        }
        var at = Column + 1;
        for (var i = 0; i < Text.Length; i++)
        {
            if (at >= column)
            {
                return i;
            }
            at += JsonSpelling.Characters(Text, i);
        }
        return Text.Length;
    }
}

/// <summary>How text is written in a draft's JSON: one character for one wherever JSON allows it.</summary>
internal static class JsonSpelling
{
    /// <summary>Writes a text in quotes.</summary>
    public static void Write(StringBuilder json, string text)
    {
        json.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' or '\\':
                    json.Append('\\').Append(text[i]);
                    break;
                case '\n':
                    json.Append("\\n");
                    break;
                case var c when IsEscaped(c):
                    json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                case var c when char.IsSurrogate(c) && !IsPaired(text, i):
                    json.Append('\ufffd');
                    break;
                default:
                    json.Append(text[i]);
                    break;
            }
        }
        json.Append('"');
    }

    /// <summary>How many characters of the line a UTF-16 unit of the text takes.</summary>
    public static int Characters(string text, int index) =>
        text[index] switch
        {
            '"' or '\\' or '\n' => 2,
            var c when IsEscaped(c) => 6,
            var c when char.IsLowSurrogate(c) && IsPaired(text, index) => 0,
            _ => 1,
        };

    private static bool IsEscaped(char c) =>
        c < ' ' || c is >= '\x7f' and <= '\x9f' or '\u2028' or '\u2029' or >= '\ufffe';

    private static bool IsPaired(string text, int index) =>
        char.IsHighSurrogate(text[index])
            ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : index > 0 && char.IsHighSurrogate(text[index - 1]);
}
