using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Format;

namespace Rollcall.Core.Integrations;

/// <summary>The JSON Schema (draft 2020-12) of integration documents, made from the description that the reader itself uses.</summary>
public static class IntegrationSchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        // The schema is a file of its own, never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema, indented.</summary>
    public static string ToJson()
    {
        var shapes = new List<Shape>();
        RootFormat.Shape.Schema(shapes);
        var definitions = new JsonObject();
        for (var i = 0; i < shapes.Count; i++)
        {
            definitions.Add(shapes[i].Name, Definition(shapes[i], shapes));
        }
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Rollcall integration",
            ["$ref"] = "#/$defs/" + RootFormat.Shape.Name,
            ["$defs"] = definitions,
        };
        return schema.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Definition(Shape shape, List<Shape> shapes)
    {
        var properties = new JsonObject();
        foreach (var key in shape.Keys.Where(key => key is not LaterKey))
        {
            var value = key.Kind.Schema(shapes);
            value["description"] = key.Summary + (key.Default is { } byDefault ? $" Default: {byDefault}." : "");
            properties.Add(key.Name, value);
        }
        var schema = new JsonObject
        {
            ["description"] = shape.Summary,
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        AddRules(schema, shape);
        return schema;
    }

    private static void AddRules(JsonObject schema, Shape shape)
    {
        var required = shape.Keys.Where(key => key.IsRequired).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = Names(required);
        }
        if (shape.ExactlyOneOf.Count > 0)
        {
            schema["oneOf"] = new JsonArray([.. shape.ExactlyOneOf.Select(key => Required(key))]);
        }
        if (shape == RootFormat.Shape)
        {
            schema["allOf"] = new JsonArray(IfType("list", OfList()), IfType("property", OfProperty()));
        }
        if (shape.Keys.Contains(CustomFieldFormat.Options) || shape.Keys.Contains(MappingFormat.Options))
        {
            schema["if"] = Where("type", new JsonObject { ["enum"] = new JsonArray("single_select", "button_group") });
            schema["then"] = Required(CustomFieldFormat.Options);
            schema["else"] = new JsonObject { ["not"] = Required(CustomFieldFormat.Options) };
        }
    }

    private static JsonObject OfList() =>
        new()
        {
            ["required"] = Names(EndpointsFormat.AddUsers, EndpointsFormat.RemoveUsers),
            ["not"] = Required(EndpointsFormat.UpdateUsers),
            ["oneOf"] = new JsonArray(Required(EndpointsFormat.CreateList), Required(EndpointsFormat.ListId)),
        };

    private static JsonObject OfProperty() =>
        new() { ["required"] = Names(EndpointsFormat.UpdateUsers), ["maxProperties"] = 1 };

    private static JsonObject IfType(string type, JsonObject endpoints) =>
        new()
        {
            ["if"] = Where("type", new JsonObject { ["const"] = type }),
            ["then"] = new JsonObject { ["properties"] = new JsonObject { ["endpoints"] = endpoints } },
        };

    private static JsonObject Where(string key, JsonObject value) =>
        new()
        {
            ["properties"] = new JsonObject { [key] = value },
            ["required"] = new JsonArray(key),
        };

    private static JsonObject Required(params Key[] keys) => new() { ["required"] = Names(keys) };

    private static JsonArray Names(params Key[] keys) => new([.. keys.Select(key => (JsonNode)key.Name)]);
}
