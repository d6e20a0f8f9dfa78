using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Integrations.Writing;

namespace Rollcall.Core.Integrations.Drafts;

/// <summary>A document as a tree of keys and values, which may be incomplete and wrong: what a form edits. Whatever the form does not know stays in it.</summary>
public static class DraftTree
{
    /// <summary>Reads a document without checking what its keys mean.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="file">Its name, for the messages; <c>.json</c> is read as JSON, all else as YAML.</param>
    /// <param name="problems">What is wrong with the text itself; with an error there is no tree.</param>
    public static JsonObject? Read(ReadOnlyMemory<byte> utf8, string file, out IReadOnlyList<Problem> problems)
    {
        var faults = new FaultList();
        var source = SourceText.Decode(utf8.Span, faults);
        var root = faults.HasErrors ? null : Parse(source, file, faults);
        problems = faults.Locate(source, file);
        return faults.HasErrors ? null : root;
    }

    /// <summary>The tree as a YAML document.</summary>
    public static string ToYaml(JsonObject root) => YamlText.Of(root);

    /// <summary>The tree as a JSON document, indented.</summary>
    public static string ToJson(JsonObject root) => JsonText.Of(root);

    private static JsonObject? Parse(SourceText source, string file, FaultList faults)
    {
        source.CheckCharacters(faults);
        if (faults.HasErrors)
        {
            return null;
        }
        var isJson = file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        var node = isJson ? JsonTree.Read(source, faults) : YamlTree.Read(source, faults);
        if (node is MapNode map)
        {
            return NodeConverter.Root(map);
        }
        if (node is not null)
        {
            faults.Add(node.Start, "The document must be a mapping that begins with apiVersion: rollcall/v1.");
        }
        return null;
    }
}
