using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Core.Templates;

namespace Rollcall.Server.Integrations.Form;

/// <summary>Where a variable stands in a draft.</summary>
public static class VariablePlaces
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The paths of the fields that use it, and then of the one that declares it.</summary>
    /// <param name="root">The draft's document.</param>
    /// <param name="variable">Its canonical name.</param>
    public static IReadOnlyList<string> Of(JsonObject root, string variable)
    {
        var pattern = PatternOf(variable);
        var (uses, declared) = (new List<string>(), new List<string>());
        Walk(
            root,
            "",
            (path, text) =>
            {
                if (path.EndsWith(".variable", StringComparison.Ordinal) && text == variable)
                {
                    declared.Add(path);
                }
                else if (pattern.IsMatch(text))
                {
                    uses.Add(path);
                }
            }
        );
        // Requests first: that is where a variable is looked for.
        return [.. uses.OrderByDescending(path => path.StartsWith("endpoints", StringComparison.Ordinal)), .. declared];
    }

    /// <summary>Whether a template uses a variable, under any of its names.</summary>
    internal static bool Uses(string template, string variable) => PatternOf(variable).IsMatch(template);

    private static Regex PatternOf(string variable)
    {
        var names = PredefinedVariables.Find(variable) is { } known
            ? [known.Name, .. known.Aliases]
            : new[] { variable };
        var any = string.Join('|', names.Select(Regex.Escape));
        return new Regex($@"\$\{{?\s*({any})(?![A-Za-z0-9_])", RegexOptions.None, Patience);
    }

    private static void Walk(JsonNode? node, string path, Action<string, string> text)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map)
                {
                    Walk(value, DraftPath.Key(path, key), text);
                }
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    Walk(list[i], DraftPath.Item(path, i), text);
                }
                break;
            case JsonValue value when value.TryGetValue<string>(out var found):
                text(path, found);
                break;
        }
    }
}
