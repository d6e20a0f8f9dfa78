using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>Text; what stands there without quotes keeps its text, be it <c>no</c> or <c>007</c>.</summary>
internal sealed class TextKind(string expected) : Kind<ScalarNode>
{
    /// <summary>Any text, also empty.</summary>
    public static readonly TextKind Any = new("text");

    /// <summary>A text that is not blank.</summary>
    public static readonly TextKind Filled = new("text") { IsFilled = true };

    /// <summary>A variable's name.</summary>
    public static readonly TextKind Variable = new("a variable's name")
    {
        IsFilled = true,
        Pattern = "^[A-Za-z_][A-Za-z0-9_]*$",
    };

    /// <summary>A text with variables.</summary>
    public static readonly TextKind Template = new("text with variables");

    /// <summary>Whether blank text is refused.</summary>
    public bool IsFilled { get; init; }

    /// <summary>A pattern of the right texts, for the JSON Schema; what it asks is checked elsewhere.</summary>
    public string? Pattern { get; init; }

    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool TryRead(Node node, string key, FaultList faults, out ScalarNode value)
    {
        value = (node as ScalarNode)!;
        if (value is null || value.IsNull)
        {
            Refuse(node, key, faults);
            return false;
        }
        if (IsFilled && string.IsNullOrWhiteSpace(value.Text))
        {
            faults.Add(node.Start, $"{key} is empty; give it {Expected}.");
            return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes)
    {
        var schema = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") };
        if ((Pattern ?? (IsFilled ? @"\S" : null)) is { } pattern)
        {
            schema["pattern"] = pattern;
        }
        return schema;
    }
}
