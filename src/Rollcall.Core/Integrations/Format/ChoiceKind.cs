using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>One of some names, read as its index among them.</summary>
internal sealed class ChoiceKind(params string[] names) : Kind<int>
{
    /// <summary>Names that come in a later version.</summary>
    public IReadOnlyList<string> Later { get; init; } = [];

    /// <summary>The names, in the order of what they stand for.</summary>
    public IReadOnlyList<string> Names => names;

    /// <inheritdoc/>
    public override string Expected =>
        names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";

    /// <inheritdoc/>
    public override bool TryRead(Node node, string key, FaultList faults, out int value)
    {
        value = node is ScalarNode scalar ? Array.IndexOf(names, scalar.Text) : -1;
        if (value >= 0)
        {
            return true;
        }
        if (node is ScalarNode { IsNull: false } wrong)
        {
            faults.Add(wrong.Start, Message(wrong.Text, key));
        }
        else
        {
            Refuse(node, key, faults);
        }
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes) =>
        new() { ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]) };

    private string Message(string wrong, string key)
    {
        if (Later.Contains(wrong))
        {
            return $"{key}: {wrong} is not supported yet; it must be {Expected}.";
        }
        var shown = wrong.Length <= 40 ? wrong : wrong[..40] + "…";
        return NearestName.Of(wrong, names) is { } nearest
            ? $"{key} cannot be {shown}; did you mean {nearest}?"
            : $"{key} cannot be {shown}; it must be {Expected}.";
    }
}
