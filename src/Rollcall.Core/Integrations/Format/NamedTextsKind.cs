using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>A mapping with names of the author's choice: headers, query parameters.</summary>
internal sealed class NamedTextsKind(string expected) : Kind<IReadOnlyList<KeyValuePair<ScalarNode, ScalarNode>>>
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool TryRead(
        Node node,
        string key,
        FaultList faults,
        out IReadOnlyList<KeyValuePair<ScalarNode, ScalarNode>> value
    )
    {
        value = [];
        if (node is not MapNode map)
        {
            Refuse(node, key, faults);
            return false;
        }
        var texts = new List<KeyValuePair<ScalarNode, ScalarNode>>(map.Entries.Count);
        foreach (var (name, text) in map.Entries)
        {
            if (TextKind.Template.TryRead(text, name.Text, faults, out var scalar))
            {
                texts.Add(new(name, scalar));
            }
        }
        value = texts;
        return true;
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes) =>
        new() { ["type"] = "object", ["additionalProperties"] = TextKind.Any.Schema(shapes) };
}
