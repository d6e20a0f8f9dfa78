using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollcall.Core.Integrations.Writing;

/// <summary>Writes a document as JSON.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        // The document is a file of its own, never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document's text.</summary>
    public static string Of(DocumentMap document) => Write(document);

    /// <summary>A draft's text.</summary>
    public static string Of(JsonObject draft) => Write(draft);

    private static string Write(object document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            Value(writer, document);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Value(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case DocumentMap map:
                Members(json, map.Entries);
                break;
            case JsonNode node:
                node.WriteTo(json);
                break;
            case IReadOnlyList<NamedTemplate> texts:
                Members(json, texts.Select(text => KeyValuePair.Create(text.Name, (object)text.Value.Source)));
                break;
            case IEnumerable<object> items:
                json.WriteStartArray();
                foreach (var item in items)
                {
                    Value(json, item);
                }
                json.WriteEndArray();
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
        }
    }

    private static void Members(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object>> members)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            Value(json, value);
        }
        json.WriteEndObject();
    }
}
