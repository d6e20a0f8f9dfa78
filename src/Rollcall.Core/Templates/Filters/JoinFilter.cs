using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Rollcall.Core.Templates.Filters;

/// <summary>A JSON array (also one held by text) as one text: strings as their text, null as nothing, all else as its JSON.</summary>
internal sealed class JoinFilter(string separator) : Filter
{
    private readonly byte[] _separator = Encoding.UTF8.GetBytes(separator);

    protected override bool TryWrite(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            {
                return false;
            }
            for (var first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
            {
                Scratch.Write(first ? [] : _separator);
                WriteElement(ref reader, text);
            }
            return !reader.Read();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate, which is no text.
            return false;
        }
    }

    private void WriteElement(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.String:
                Scratch.Advance(reader.CopyString(Scratch.GetSpan(reader.ValueSpan.Length)));
                break;
            default:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                Scratch.Write(text[start..(int)reader.BytesConsumed]);
                break;
        }
    }
}
