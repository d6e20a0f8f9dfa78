using System.Globalization;
using System.Text.Json.Nodes;

namespace Rollcall.Server.Integrations.Form;

/// <summary>Reads and writes the values of a draft's tree as the texts that people type. Whatever is there stays as it is until it is typed over.</summary>
internal static class TreeValues
{
    /// <summary>A value as text; "" where there is none, or a list or mapping.</summary>
    public static string Text(this JsonObject map, string key) =>
        map[key] switch
        {
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            JsonValue value => value.ToJsonString(),
            _ => "",
        };

    /// <summary>Sets a text; an empty one stays, so that it is told to be empty.</summary>
    public static void SetText(this JsonObject map, string key, string text) => map[key] = Whole(text);

    /// <summary>Sets a text; an empty one takes the key away.</summary>
    public static void SetOptional(this JsonObject map, string key, string text)
    {
        if (text.Length == 0)
        {
            map.Remove(key);
        }
        else
        {
            map.SetText(key, text);
        }
    }

    /// <summary>Sets a number where the text is one as documents write it; any other text stays as text, and is told.</summary>
    public static void SetNumber(this JsonObject map, string key, string text)
    {
        var isNumber =
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text;
        if (isNumber)
        {
            map[key] = number;
        }
        else
        {
            map.SetOptional(key, text);
        }
    }

    /// <summary>Whether a flag is set to true.</summary>
    public static bool Flag(this JsonObject map, string key, bool otherwise = false) =>
        map[key] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : otherwise;

    /// <summary>A mapping; null where there is none.</summary>
    public static JsonObject? Map(this JsonObject map, string key) => map[key] as JsonObject;

    /// <summary>A mapping, made where there is none.</summary>
    public static JsonObject NeedMap(this JsonObject map, string key)
    {
        if (map[key] is not JsonObject inner)
        {
            map[key] = inner = [];
        }
        return inner;
    }

    /// <summary>The mappings in a list; what else is in it stays, and is not shown.</summary>
    public static IReadOnlyList<JsonObject> Rows(this JsonObject map, string key) =>
        map[key] is JsonArray list ? [.. list.OfType<JsonObject>()] : [];

    /// <summary>Adds a row to a list, which is made where there is none.</summary>
    public static void AddRow(this JsonObject map, string key, JsonObject row)
    {
        if (map[key] is not JsonArray list)
        {
            map[key] = list = [];
        }
        list.Add((JsonNode)row);
    }

    /// <summary>Takes a row out of its list; an empty list goes with it where it may be left out.</summary>
    public static void RemoveRow(this JsonObject map, string key, JsonObject row, bool keepEmpty = false)
    {
        if (map[key] is JsonArray list)
        {
            list.Remove(row);
            if (list.Count == 0 && !keepEmpty)
            {
                map.Remove(key);
            }
        }
    }

    /// <summary>Moves a row to another place of its list.</summary>
    /// <param name="row">The row.</param>
    /// <param name="by">Places down; negative: up.</param>
    public static void MoveRow(JsonObject row, int by)
    {
        if (row.Parent is not JsonArray list)
        {
            return;
        }
        var from = list.IndexOf(row);
        var to = Math.Clamp(from + by, 0, list.Count - 1);
        list.RemoveAt(from);
        list.Insert(to, row);
    }

    // Half a surrogate pair, as a clipboard may hold, could not be stored.
    private static string Whole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text = text[..i] + '\ufffd' + text[(i + 1)..];
            }
        }
        return text;
    }
}
