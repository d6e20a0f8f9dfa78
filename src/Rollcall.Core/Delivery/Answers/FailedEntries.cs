using System.Globalization;
using System.Text.Json;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery.Answers;

/// <summary>An entry of an answer's failures: what it calls its item, by key or by index, and why it failed.</summary>
internal readonly record struct FailedEntry(string? Key, int? Index, string? Reason);

/// <summary>Reads the entries of an answer's failures in the shape that a definition tells.</summary>
internal static class FailedEntries
{
    /// <summary>The entries; null where something in the body is not what the definition says of it.</summary>
    public static List<FailedEntry>? Read(FailedItems rules, JsonElement root)
    {
        var entries = new List<FailedEntry>();
        var readable =
            rules.MapPath is not null ? ReadMap(rules, root, entries)
            : rules.Path is null ? ReadIndexes(rules, root, entries)
            : ReadEntries(rules, root, entries);
        return readable ? entries : null;
    }

    /// <summary>How many items failed; null where that is no number.</summary>
    public static long? Count(ValuePath path, JsonElement root)
    {
        var sum = 0L;
        foreach (var match in path.Find(root).Where(match => match.Value.ValueKind != JsonValueKind.Null))
        {
            if (Number(match.Value) is not { } count)
            {
                return null;
            }
            sum = Math.Min(sum + count, int.MaxValue);
        }
        return sum;
    }

    /// <summary>A string's text, a number's digits; null for anything else.</summary>
    public static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    private static bool ReadMap(FailedItems rules, JsonElement root, List<FailedEntry> entries)
    {
        foreach (var map in rules.MapPath!.Find(root).Where(match => match.Value.ValueKind != JsonValueKind.Null))
        {
            if (map.Value.ValueKind != JsonValueKind.Object)
            {
                return false;
            }
            foreach (var member in map.Value.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.False)
                {
                    entries.Add(new FailedEntry(member.Name, null, null));
                }
                else if (member.Value.ValueKind != JsonValueKind.True)
                {
                    return false;
                }
            }
        }
        return true;
    }

    private static bool ReadIndexes(FailedItems rules, JsonElement root, List<FailedEntry> entries)
    {
        if (rules.IndexPath is not { } path)
        {
            return false;
        }
        var indexes = path.Find(root).SelectMany(Elements).ToList();
        var reasons = rules.Reason?.Find(root).ToList();
        for (var place = 0; place < indexes.Count; place++)
        {
            if (Number(indexes[place].Value) is not { } index || index > int.MaxValue)
            {
                return false;
            }
            // Reasons stand beside the indexes only where there are as many of them.
            var reason = reasons?.Count == indexes.Count ? Words(reasons[place].Value) : null;
            entries.Add(new FailedEntry(null, (int)index, reason));
        }
        return true;
    }

    private static bool ReadEntries(FailedItems rules, JsonElement root, List<FailedEntry> entries)
    {
        var matches = rules.Path!.Find(root).SelectMany(match => EntriesOf(match, rules));
        return matches.All(entry =>
            rules.IndexPath is null ? AddKeys(entry, rules, entries) : AddIndex(entry, rules, entries)
        );
    }

    // A path to a list or a map stands for what is in it, with or without [*] or .* at its end.
    private static IEnumerable<PathMatch> EntriesOf(PathMatch match, FailedItems rules) =>
        rules.Key is { IsOwnKey: true }
            ? match is { Key: not null } && rules.Path!.IsWildcard || match.Value.ValueKind != JsonValueKind.Object
                ? [match]
                : match.Value.EnumerateObject().Select(member => new PathMatch(member.Value, member.Name))
            : Elements(match);

    private static IEnumerable<PathMatch> Elements(PathMatch match) =>
        match.Value.ValueKind switch
        {
            JsonValueKind.Array => match
                .Value.EnumerateArray()
                .Where(element => element.ValueKind != JsonValueKind.Null)
                .Select(element => match with { Value = element }),
            JsonValueKind.Null => [],
            _ => [match],
        };

    private static bool AddKeys(PathMatch entry, FailedItems rules, List<FailedEntry> entries)
    {
        var before = entries.Count;
        foreach (var key in KeysOf(entry, rules.Key))
        {
            if (key is null)
            {
                return false;
            }
            entries.Add(new FailedEntry(key, null, ReasonOf(entry, rules)));
        }
        return entries.Count > before;
    }

    private static IEnumerable<string?> KeysOf(PathMatch entry, ValuePath? key) =>
        key is { IsOwnKey: true } ? [entry.Key]
        : key is null ? [Text(entry.Value)]
        : key.Find(entry.Value).SelectMany(match => Elements(match)).Select(match => Text(match.Value));

    private static bool AddIndex(PathMatch entry, FailedItems rules, List<FailedEntry> entries)
    {
        var indexes = rules.IndexPath!.Find(entry.Value).Select(match => Number(match.Value)).ToList();
        if (indexes is not [{ } index] || index > int.MaxValue)
        {
            return false;
        }
        entries.Add(new FailedEntry(null, (int)index, ReasonOf(entry, rules)));
        return true;
    }

    private static string? ReasonOf(PathMatch entry, FailedItems rules) =>
        rules.Reason is { IsOwnKey: true }
            ? entry.Key
            : rules
                .Reason?.Find(entry.Value)
                .Select(match => Words(match.Value))
                .FirstOrDefault(words => words is not null);

    private static string? Words(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };

    // Some write numbers as strings, as JSON of protocol buffers does with 64 bits. Digits only: no sign, no fraction.
    private static long? Number(JsonElement value) =>
        long.TryParse(Text(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
