using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>A mapping with known keys: what a part of a document looks like.</summary>
internal sealed class Shape(string name, string summary, params Key[] keys) : Kind<MapReader>
{
    /// <summary>The part's name, for the JSON Schema.</summary>
    public string Name { get; } = name;

    /// <summary>What messages call it: the name as words.</summary>
    public string Title { get; init; } = name;

    /// <summary>What it describes, Markdown.</summary>
    public string Summary { get; } = summary;

    /// <summary>All its keys, in the order in which documents are written.</summary>
    public IReadOnlyList<Key> Keys { get; } = keys;

    /// <summary>Keys of which one must be there, and only one; none for no such rule.</summary>
    public IReadOnlyList<Key> ExactlyOneOf { get; init; } = [];

    /// <inheritdoc/>
    public override string Expected => $"a mapping with {string.Join(", ", Shown())}";

    /// <inheritdoc/>
    public override bool TryRead(Node node, string key, FaultList faults, out MapReader value)
    {
        value = null!;
        if (node is not MapNode map)
        {
            Refuse(node, key, faults);
            return false;
        }
        value = new MapReader(this, map, faults);
        return true;
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes)
    {
        if (!shapes.Contains(this))
        {
            shapes.Add(this);
        }
        return new JsonObject { ["$ref"] = "#/$defs/" + Name };
    }

    private IEnumerable<string> Shown()
    {
        var required = Keys.Where(key => key.IsRequired).Select(key => key.Name).ToList();
        return required.Count > 0 ? required : Keys.Where(key => key is not LaterKey).Select(key => key.Name).Take(3);
    }
}
