using System.Buffers;
using Rollcall.Core.Members;
using Rollcall.Core.Templates;
using Rollcall.Core.Templates.Filters;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>Writes a value the way its place demands, so that no value changes the structure around it.</summary>
internal static class ValueWriter
{
    /// <summary>Writes fixed bytes and behind them a value.</summary>
    /// <returns>Why the value cannot stand there, as the end of a sentence that begins with its name; null when it was written.</returns>
    public static string? Write(
        ReadOnlySpan<byte> before,
        FieldValue value,
        ValueContext context,
        ArrayBufferWriter<byte> into
    )
    {
        if (context == ValueContext.JsonString)
        {
            JsonText.Write(before, value.Text, into);
            return null;
        }
        into.Write(before);
        return Write(value, context, into);
    }

    private static string? Write(FieldValue value, ValueContext context, ArrayBufferWriter<byte> into)
    {
        switch (context)
        {
            case ValueContext.JsonValue or ValueContext.JsonLine:
                return WriteJson(value, into);
            case ValueContext.JsonKey or ValueContext.JsonString:
                JsonText.Write([], value.Text, into);
                return null;
            case ValueContext.Header:
                return WriteHeader(value.Text, into);
            case ValueContext.Form:
                PercentEncoding.WriteForm(value.Text, into);
                return null;
            case ValueContext.Text:
                into.Write(value.Text);
                return null;
            default:
                PercentEncoding.Write(value.Text, into);
                return null;
        }
    }

    private static string? WriteJson(FieldValue value, ArrayBufferWriter<byte> into)
    {
        switch (value.Kind)
        {
            case FieldKind.Null:
                into.Write("null"u8);
                return null;
            case FieldKind.Text:
                JsonText.Write("\""u8, value.Bytes, into);
                into.Write("\""u8);
                return null;
            case FieldKind.Number when !JsonNumber.Is(value.Bytes):
                return "is not a number as JSON writes it.";
            case FieldKind.Json when !JsonFilter.IsJson(value.Bytes):
                return "is not valid JSON.";
            default:
                into.Write(value.Text);
                return null;
        }
    }

    private static string? WriteHeader(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> into)
    {
        var at = text.IndexOfAnyExceptInRange((byte)' ', (byte)'~');
        if (at >= 0)
        {
            var what = text[at] >= 0x80 ? "a character beyond ASCII" : "a line break or another control character";
            return $"holds {what}, which no header can carry; the filter urlencode or slug makes it fit.";
        }
        into.Write(text);
        return null;
    }
}
