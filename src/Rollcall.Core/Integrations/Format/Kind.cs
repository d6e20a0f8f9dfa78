using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>A kind of value: how it is read, and what JSON Schema and reference say of it.</summary>
internal abstract class Kind
{
    /// <summary>What a value must be, for messages and the reference: <c>must be …</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>The values of this kind in JSON Schema.</summary>
    /// <param name="shapes">Receives the shapes that the schema refers to.</param>
    public abstract JsonObject Schema(ICollection<Shape> shapes);

    /// <summary>Reports a value of another kind.</summary>
    protected void Refuse(Node node, string key, FaultList faults)
    {
        if (node is ScalarNode { IsNull: true })
        {
            faults.Add(node.Anchor, $"{key} has no value; it must be {Expected}.");
        }
        else if (node is not UnusableNode)
        {
            faults.Add(node.Start, $"{key} must be {Expected}, not {Shown(node)}.");
        }
    }

    private static string Shown(Node node) =>
        node is ScalarNode { Text: { Length: > 0 and <= 40 } text } && !text.AsSpan().ContainsAny('\r', '\n')
            ? $"\"{text}\""
            : node.What;
}

/// <summary>A kind of value that is read as a type.</summary>
internal abstract class Kind<T> : Kind
{
    /// <summary>Reads a value.</summary>
    /// <param name="node">The value in the document.</param>
    /// <param name="key">What messages call it.</param>
    /// <param name="faults">Receives what is wrong with it.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether it could be read; if not, it was reported.</returns>
    public abstract bool TryRead(Node node, string key, FaultList faults, out T value);
}
