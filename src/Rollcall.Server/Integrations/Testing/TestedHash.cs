using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Integrations.Testing;

/// <summary>A hash of all that makes an endpoint's requests: where it is another one now, the endpoint was changed since it was tested.</summary>
public static class TestedHash
{
    private static readonly string[] Shared =
    [
        "type",
        "authentication",
        "customFields",
        "headers",
        "mapping",
        "slugifyCohortName",
    ];

    /// <summary>The hash, hexadecimal.</summary>
    /// <param name="root">The document.</param>
    /// <param name="endpoint">The endpoint's key. What people are told of errors is no part of a request, and not of the hash.</param>
    public static string Of(JsonObject root, string endpoint)
    {
        var parts = new JsonObject();
        foreach (var key in Shared)
        {
            parts[key] = root[key]?.DeepClone();
        }
        var own = root.Map("endpoints")?.Map(endpoint)?.DeepClone().AsObject();
        own?.Remove("errors");
        parts["endpoint"] = own;
        parts["listId"] = root.Map("endpoints")?["listId"]?.DeepClone();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(parts).ToJsonString())));
    }

    // Keys in one order, so that a document that was only written anew is the same.
    private static JsonNode Canonical(JsonNode node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : Canonical(pair.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : Canonical(item))]),
            _ => node.DeepClone(),
        };
}
