using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>Any JSON value, in YAML by its core schema: numbers keep their digits.</summary>
internal sealed class JsonKind : Kind<JsonElement>
{
    /// <summary>The only one.</summary>
    public static readonly JsonKind Instance = new();

    /// <inheritdoc/>
    public override string Expected => "a JSON value";

    /// <inheritdoc/>
    public override bool TryRead(Node node, string key, FaultList faults, out JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        var isWhole = Write(writer, node, key, faults);
        writer.Flush();
        using var document = isWhole ? JsonDocument.Parse(buffer.WrittenMemory) : null;
        value = document is null ? default : document.RootElement.Clone();
        return isWhole;
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes) => [];

    // Recursion ends: no document is deeper than TreeBuilder.DeepestLevel.
    private static bool Write(Utf8JsonWriter json, Node node, string key, FaultList faults)
    {
        switch (node)
        {
            case ScalarNode scalar:
                return Scalar(json, scalar, key, faults);
            case ListNode list:
                json.WriteStartArray();
                var items = list.Items.Count(item => !Write(json, item, key, faults)) == 0;
                json.WriteEndArray();
                return items;
            case MapNode map:
                json.WriteStartObject();
                var values = map.Entries.Count(entry => !Member(json, entry.Key, entry.Value, key, faults)) == 0;
                json.WriteEndObject();
                return values;
            default:
                json.WriteNullValue();
                return false;
        }
    }

    private static bool Member(Utf8JsonWriter json, ScalarNode name, Node value, string key, FaultList faults)
    {
        json.WritePropertyName(name.Text);
        return Write(json, value, key, faults);
    }

    private static bool Scalar(Utf8JsonWriter json, ScalarNode scalar, string key, FaultList faults)
    {
        switch (scalar.IsPlain ? PlainValue.Kind(scalar.Text) : PlainKind.Text)
        {
            case PlainKind.Null:
                json.WriteNullValue();
                break;
            case PlainKind.Boolean:
                json.WriteBooleanValue(scalar.Text[0] is 't' or 'T');
                break;
            case PlainKind.Number:
                json.WriteRawValue(PlainValue.JsonNumber(scalar.Text)!);
                break;
            default:
                return Text(json, scalar, key, faults);
        }
        return true;
    }

    private static bool Text(Utf8JsonWriter json, ScalarNode scalar, string key, FaultList faults)
    {
        json.WriteStringValue(scalar.Text);
        if (
            scalar.IsPlain
            && scalar.Text.TrimStart('-', '+') is ".inf" or ".Inf" or ".INF" or ".nan" or ".NaN" or ".NAN"
        )
        {
            faults.Add(scalar.Start, $"{key} holds {scalar.Text}, which is no JSON value; put text in quotes.");
            return false;
        }
        return true;
    }
}
