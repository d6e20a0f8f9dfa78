using System.Text.Json.Nodes;
using Rollcall.Core.Integrations;

namespace Rollcall.Server.Integrations.Form;

/// <summary>Changes a draft from list to property or back: keeps all that still applies, and names what goes.</summary>
public static class KindChange
{
    /// <summary>The endpoints that a change would drop, in people's words.</summary>
    public static IReadOnlyList<string> Goes(JsonObject root, IntegrationType type)
    {
        var stays = EndpointForm.NamesOf(type == IntegrationType.Property);
        return
        [
            .. (root.Map("endpoints") ?? [])
                .Select(pair => pair.Key)
                .Where(name => !stays.Contains(name))
                .Select(name => name == "listId" ? "List ID" : EndpointLabels.Of(name)),
        ];
    }

    /// <summary>Changes a draft. New endpoints are filled in as the guide has them, with the headers and error messages that were there.</summary>
    /// <param name="root">The draft's document.</param>
    /// <param name="type">The new kind.</param>
    /// <param name="name">The destination's name.</param>
    public static void Apply(JsonObject root, IntegrationType type, string name)
    {
        var old = root.NeedMap("endpoints");
        var model = old.Map("addUsers") ?? old.Map("updateUsers");
        var errors = Rows(old.Map("createList") ?? old.Map("addUsers") ?? old.Map("updateUsers"));
        var fresh = StarterDraft.Of(type, name).Root["endpoints"]!.AsObject();
        foreach (var (_, endpoint) in fresh)
        {
            Keep(endpoint!.AsObject(), model, errors);
        }
        root["endpoints"] = fresh.DeepClone();
        root.SetText("type", type == IntegrationType.Property ? "property" : "list");
    }

    private static JsonArray? Rows(JsonObject? endpoint) =>
        endpoint?["errors"] is JsonArray { Count: > 0 } rows ? rows : null;

    private static void Keep(JsonObject endpoint, JsonObject? model, JsonArray? errors)
    {
        foreach (var key in new[] { "headers", "query" })
        {
            if (model?.Map(key) is { } kept)
            {
                endpoint[key] = kept.DeepClone();
            }
        }
        if (errors is not null && endpoint["errors"] is JsonArray)
        {
            endpoint["errors"] = errors.DeepClone();
        }
    }
}
