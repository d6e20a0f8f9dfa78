using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rollcall.Core.Members;

/// <summary>An item as people and machines read it: <c>{"key": ["…"], "fields": {"…": "…"}}</c>.</summary>
public static class ItemJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        // For files and terminals, not for HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>An item on one line.</summary>
    public static string Write(ReadOnlySpan<byte> record, ItemLayout layout)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            WriteKeyAndFields(writer, record, layout);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the two properties <c>key</c> and <c>fields</c> into an object that the caller has begun.</summary>
    public static void WriteKeyAndFields(Utf8JsonWriter writer, ReadOnlySpan<byte> record, ItemLayout layout)
    {
        writer.WriteStartArray("key"u8);
        foreach (var index in layout.KeyIndexes)
        {
            writer.WriteStringValue(ItemRecordReader.At(record, index).Text);
        }
        writer.WriteEndArray();
        writer.WriteStartObject("fields"u8);
        var reader = new ItemRecordReader(record);
        foreach (var field in layout.Fields)
        {
            writer.WritePropertyName(field);
            WriteValue(writer, reader.Next());
        }
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, FieldValue value)
    {
        switch (value.Kind)
        {
            case FieldKind.Null:
                writer.WriteNullValue();
                break;
            case FieldKind.Text:
                writer.WriteStringValue(value.Bytes);
                break;
            case FieldKind.Number or FieldKind.Json:
                writer.WriteRawValue(value.Bytes, skipInputValidation: true);
                break;
            default:
                writer.WriteBooleanValue(value.Kind == FieldKind.True);
                break;
        }
    }
}
