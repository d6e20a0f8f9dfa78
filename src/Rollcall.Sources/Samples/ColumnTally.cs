using System.Text;
using System.Text.Json;
using Rollcall.Core.Members;

namespace Rollcall.Sources.Samples;

/// <summary>Watches the values of one column.</summary>
internal sealed class ColumnTally(string name)
{
    private const int MostSamples = 3;
    private const int LongestValue = 200;

    private readonly List<string> _samples = [];
    private long _filled;
    private string? _type;

    /// <summary>Takes a value.</summary>
    /// <returns>It as text; null where there is none.</returns>
    public string? Take(FieldValue value)
    {
        if (value.Kind == FieldKind.Null || (value.Kind == FieldKind.Text && value.Bytes.IsEmpty))
        {
            return null;
        }
        var text = Text(value);
        var type = TypeOf(value);
        _type = _type is null || _type == type ? type : "mixed";
        _filled++;
        if (_samples.Count < MostSamples && !_samples.Contains(text))
        {
            _samples.Add(text);
        }
        return text;
    }

    /// <summary>What was seen in so many rows.</summary>
    public SampledColumn Result(long rows) =>
        new(name, _type ?? "empty", _samples, rows == 0 ? 0 : (double)_filled / rows);

    private static string Text(FieldValue value)
    {
        var text = value.Kind switch
        {
            FieldKind.True => "true",
            FieldKind.False => "false",
            _ => Encoding.UTF8.GetString(value.Bytes[..Math.Min(value.Bytes.Length, LongestValue * 4)]),
        };
        if (text.Length <= LongestValue)
        {
            return text;
        }
        var cut = char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue;
        return text[..cut] + "…";
    }

    private static string TypeOf(FieldValue value) =>
        value.Kind switch
        {
            FieldKind.Number => "number",
            FieldKind.True or FieldKind.False => "true or false",
            FieldKind.Json => "JSON",
            _ when value.Bytes.SequenceEqual("true"u8) || value.Bytes.SequenceEqual("false"u8) => "true or false",
            _ => IsNumber(value.Bytes) ? "number" : "text",
        };

    // As JSON knows them: an identifier that begins with a zero is none.
    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        if (text.Length > 40 || !(char.IsAsciiDigit((char)text[0]) || text[0] == '-'))
        {
            return false;
        }
        try
        {
            var reader = new Utf8JsonReader(text);
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.BytesConsumed == text.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
