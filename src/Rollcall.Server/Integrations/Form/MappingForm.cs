using System.Text;
using System.Text.Json.Nodes;

namespace Rollcall.Server.Integrations.Form;

/// <summary>Reads and writes Mapping Fields.</summary>
public static class MappingForm
{
    private const string Default = "User ID mapping";

    /// <summary>The mapping of a draft.</summary>
    internal static JsonObject Of(JsonObject root) => root.NeedMap("mapping");

    /// <summary>The heading of a field in the setup form.</summary>
    public static string Heading(JsonObject mapping, JsonObject row) =>
        row.ContainsKey("label") ? row.Text("label")
        : mapping.ContainsKey("displayName") ? mapping.Text("displayName")
        : Default;

    /// <summary>Sets the heading of a field; the first field's is the mapping's where it has none of its own.</summary>
    public static void SetHeading(JsonObject mapping, JsonObject row, string heading)
    {
        var isFirst = mapping.Rows("fields") is [var first, ..] && first == row;
        if (isFirst && !row.ContainsKey("label"))
        {
            foreach (var other in mapping.Rows("fields").Skip(1).Where(other => !other.ContainsKey("label")))
            {
                // They had the mapping's heading, and keep it.
                other.SetText("label", Heading(mapping, other));
            }
            mapping.SetText("displayName", heading);
        }
        else
        {
            row.SetText("label", heading);
        }
    }

    /// <summary>Whether a field identifies the user.</summary>
    public static bool IsKey(JsonObject mapping, JsonObject row)
    {
        var rows = mapping.Rows("fields");
        return rows.Any(field => field.Flag("key")) ? row.Flag("key") : rows is [var first, ..] && first == row;
    }

    /// <summary>Says whether a field identifies the user.</summary>
    public static void SetKey(JsonObject mapping, JsonObject row, bool isKey)
    {
        var rows = mapping.Rows("fields");
        foreach (var field in rows.Where(field => IsKey(mapping, field)).ToList())
        {
            field["key"] = true;
        }
        if (isKey)
        {
            row["key"] = true;
        }
        else
        {
            row.Remove("key");
        }
    }

    /// <summary>The normalizing steps as one text: <c>trim | lower</c>.</summary>
    public static string Steps(JsonObject row) =>
        row["normalize"] is JsonArray steps
            ? string.Join(
                " | ",
                steps.Select(step =>
                    step is JsonValue value && value.TryGetValue<string>(out var text) ? text : step?.ToJsonString()
                )
            )
            : row.Text("normalize");

    /// <summary>Sets the normalizing steps, separated by bars; a bar in quotes separates nothing.</summary>
    public static void SetSteps(JsonObject row, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            row.Remove("normalize");
            return;
        }
        row["normalize"] = new JsonArray([.. Split(text).Select(step => (JsonNode)JsonValue.Create(step))]);
    }

    /// <summary>A new mapping field.</summary>
    public static JsonObject New() =>
        new()
        {
            ["variable"] = "",
            ["label"] = "",
            ["displayName"] = "",
        };

    private static List<string> Split(string text)
    {
        var steps = new List<string>();
        var step = new StringBuilder();
        var isQuoted = false;
        foreach (var c in text)
        {
            isQuoted ^= c == '"';
            if (c == '|' && !isQuoted)
            {
                steps.Add(step.ToString().Trim());
                step.Clear();
            }
            else
            {
                step.Append(c);
            }
        }
        steps.Add(step.ToString().Trim());
        return steps;
    }
}
