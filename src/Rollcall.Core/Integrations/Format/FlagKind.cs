using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>True or false.</summary>
internal sealed class FlagKind : Kind<bool>
{
    /// <summary>The only one.</summary>
    public static readonly FlagKind Instance = new();

    /// <inheritdoc/>
    public override string Expected => "true or false";

    /// <inheritdoc/>
    public override bool TryRead(Node node, string key, FaultList faults, out bool value)
    {
        value = false;
        if (node is ScalarNode { IsPlain: true } plain && PlainValue.Kind(plain.Text) == PlainKind.Boolean)
        {
            value = plain.Text[0] is 't' or 'T';
            return true;
        }
        Refuse(node, key, faults);
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes) => new() { ["type"] = "boolean" };
}
