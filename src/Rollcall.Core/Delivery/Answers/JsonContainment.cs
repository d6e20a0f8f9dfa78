using System.Text.Json;

namespace Rollcall.Core.Delivery.Answers;

/// <summary>Whether one JSON value contains another, as PostgreSQL's <c>@&gt;</c> tells it for <c>jsonb</c>: from the root, types exact.</summary>
internal static class JsonContainment
{
    /// <summary>An object contains each member of the part; an array contains each element, in any order; a scalar is equal. At the root alone an array also contains a scalar that is one of its elements.</summary>
    public static bool Contains(JsonElement whole, JsonElement part) =>
        whole.ValueKind == JsonValueKind.Array && IsScalar(part)
            ? whole.EnumerateArray().Any(element => JsonElement.DeepEquals(element, part))
            : Within(whole, part);

    /// <summary>How much a sub error asks for: the members of its objects and the elements of its arrays, at every depth. Whatever asks for more than another counts more.</summary>
    public static int Members(JsonElement part) =>
        part.ValueKind switch
        {
            JsonValueKind.Object => part.EnumerateObject().Sum(member => 1 + Members(member.Value)),
            JsonValueKind.Array => part.EnumerateArray().Sum(element => 1 + Members(element)),
            _ => 0,
        };

    private static bool Within(JsonElement whole, JsonElement part) =>
        (whole.ValueKind, part.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => part.EnumerateObject()
                .All(member => whole.TryGetProperty(member.Name, out var value) && Within(value, member.Value)),
            (JsonValueKind.Array, JsonValueKind.Array) => part.EnumerateArray()
                .All(wanted => whole.EnumerateArray().Any(element => Within(element, wanted))),
            _ => IsScalar(part) && JsonElement.DeepEquals(whole, part),
        };

    private static bool IsScalar(JsonElement value) =>
        value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
}
