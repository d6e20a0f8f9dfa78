using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Drafts;

/// <summary>Turns a document's nodes into JSON. What the format takes for text becomes text, be it <c>007</c> or <c>yes</c>; only elsewhere are scalars without quotes numbers and booleans.</summary>
internal static class NodeConverter
{
    /// <summary>A whole document.</summary>
    public static JsonObject Root(MapNode map) => Map(map, RootFormat.Shape);

    // Recursion ends: no document is deeper than TreeBuilder.DeepestLevel.
    private static JsonNode? Convert(Node node, Kind? kind) =>
        node switch
        {
            MapNode map => Map(map, kind is ErrorsKind ? AnswerFormat.CopiedErrors : kind),
            ListNode list => new JsonArray([.. list.Items.Select(item => Convert(item, ItemOf(kind)))]),
            ScalarNode scalar => Scalar(scalar, kind),
            _ => null,
        };

    private static JsonObject Map(MapNode map, Kind? kind)
    {
        var json = new JsonObject();
        foreach (var (key, value) in map.Entries)
        {
            json[key.Text] = Convert(value, ValueOf(kind, key.Text));
        }
        return json;
    }

    private static Kind? ValueOf(Kind? kind, string key) =>
        kind switch
        {
            Shape shape => shape.Keys.FirstOrDefault(known => known.Name == key && known is not LaterKey)?.Kind,
            NamedTextsKind => TextKind.Any,
            JsonKind => kind,
            _ => null,
        };

    private static Kind? ItemOf(Kind? kind) =>
        kind switch
        {
            ErrorsKind => AnswerFormat.ErrorRow,
            ListKind<MapReader> maps => maps.Items,
            ListKind<ScalarNode> texts => texts.Items,
            ListKind<System.Text.Json.JsonElement> values => values.Items,
            JsonKind => kind,
            _ => null,
        };

    private static JsonNode? Scalar(ScalarNode scalar, Kind? kind)
    {
        if (scalar.IsNull)
        {
            return null;
        }
        if (!scalar.IsPlain || kind is not (null or JsonKind or FlagKind or NumberKind or StatusKind))
        {
            return JsonValue.Create(scalar.Text);
        }
        return PlainValue.Kind(scalar.Text) switch
        {
            PlainKind.Boolean => JsonValue.Create(scalar.Text[0] is 't' or 'T'),
            PlainKind.Number => JsonNode.Parse(PlainValue.JsonNumber(scalar.Text)!),
            _ => JsonValue.Create(scalar.Text),
        };
    }
}
