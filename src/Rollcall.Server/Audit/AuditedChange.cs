using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Rollcall.Server.Audit;

/// <summary>What differs between two states of something.</summary>
/// <param name="Before">A JSON object; null where it was not there.</param>
/// <param name="After">A JSON object; null where it is no longer there.</param>
/// <param name="IsNone">Whether it was changed to what it was.</param>
internal sealed record AuditedChange(string? Before, string? After, bool IsNone)
{
    // Shown to people and exported, never written into a page's markup as it is: names stay readable in every script.
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Compares by property, at the top level.</summary>
    public static AuditedChange Between(object? before, object? after)
    {
        var old = ToJson(before);
        var now = ToJson(after);
        if (old is null || now is null)
        {
            return new AuditedChange(old?.ToJsonString(Readable), now?.ToJsonString(Readable), IsNone: false);
        }
        foreach (var name in old.Select(property => property.Key).ToList())
        {
            if (now.ContainsKey(name) && JsonNode.DeepEquals(old[name], now[name]))
            {
                old.Remove(name);
                now.Remove(name);
            }
        }
        var isNone = old.Count == 0 && now.Count == 0;
        return new AuditedChange(old.ToJsonString(Readable), now.ToJsonString(Readable), isNone);
    }

    private static JsonObject? ToJson(object? state) =>
        state is null ? null : JsonSerializer.SerializeToNode(state, Readable)!.AsObject();
}
