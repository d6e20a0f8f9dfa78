using System.Text.Json.Nodes;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Integrations;

/// <summary>A definition as it is edited: the document's tree, and what is typed that cannot stand in a document yet.</summary>
/// <param name="Root">The document. It may be incomplete and wrong.</param>
/// <param name="Unfinished">Text by the field's path (<see cref="DraftPath"/>): JSON that does not parse yet, header rows without a name.</param>
public sealed record Draft(JsonObject Root, JsonObject Unfinished)
{
    /// <summary>What is stored with a version.</summary>
    public static Draft Of(IntegrationVersion version) =>
        new(
            JsonNode.Parse(version.Document)!.AsObject(),
            version.Unfinished is { } unfinished ? JsonNode.Parse(unfinished)!.AsObject() : []
        );

    /// <summary>A version's document as a file has it: with the name and words of its connection information.</summary>
    public static JsonObject Composed(IntegrationVersion version, Connection? connection) =>
        Compose(JsonNode.Parse(version.Document)!.AsObject(), connection);

    /// <summary>The document with the name and words of the connection information, which go before its own.</summary>
    public static JsonObject Compose(JsonObject document, Connection? connection)
    {
        var root = document.DeepClone().AsObject();
        if (connection is null)
        {
            return root;
        }
        Set(root, "name", connection.DisplayName);
        Set(root, "category", connection.Category);
        Set(root, "summary", connection.Summary);
        Set(root, "description", connection.FullDescription);
        return root;
    }

    /// <summary>The document for storage.</summary>
    public string DocumentText => DraftTree.ToJson(Root);

    /// <summary>The rest for storage; null for nothing.</summary>
    public string? UnfinishedText => Unfinished.Count == 0 ? null : Unfinished.ToJsonString();

    /// <summary>The kind that the document says.</summary>
    public IntegrationType Type =>
        Root["type"] is JsonValue type && type.TryGetValue<string>(out var text) && text == "property"
            ? IntegrationType.Property
            : IntegrationType.List;

    /// <summary>The document's own name; "" without one.</summary>
    public string Name => Root["name"] is JsonValue name && name.TryGetValue<string>(out var text) ? text : "";

    private static void Set(JsonObject root, string key, string value)
    {
        if (value.Length > 0)
        {
            root[key] = value;
        }
        else
        {
            root.Remove(key);
        }
    }
}
