using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>An endpoint's <c>errors</c>: a list, or <c>{copyFrom, add}</c>.</summary>
internal sealed class ErrorsKind : Kind<ErrorRows>
{
    /// <summary>The only one.</summary>
    public static readonly ErrorsKind Instance = new();

    /// <inheritdoc/>
    public override string Expected => "a list of error classifications, or a mapping with copyFrom and add";

    /// <inheritdoc/>
    public override bool TryRead(Node node, string key, FaultList faults, out ErrorRows value)
    {
        value = new ErrorRows([], null);
        switch (node)
        {
            case ListNode when AnswerFormat.ErrorRows.TryRead(node, key, faults, out var rows):
                value = new ErrorRows(rows, null);
                return true;
            case MapNode when AnswerFormat.CopiedErrors.TryRead(node, key, faults, out var map):
                value = new ErrorRows(map.Get(AnswerFormat.Add, []), map.Find(AnswerFormat.CopyFrom));
                return true;
            default:
                Refuse(node, key, faults);
                return false;
        }
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes) =>
        new()
        {
            ["oneOf"] = new JsonArray(AnswerFormat.ErrorRows.Schema(shapes), AnswerFormat.CopiedErrors.Schema(shapes)),
        };
}

/// <summary>Error classifications as an endpoint has them.</summary>
/// <param name="Own">Its own rows.</param>
/// <param name="CopyFrom">The endpoint whose rows come after them; null for none.</param>
internal sealed record ErrorRows(IReadOnlyList<Item<MapReader>> Own, ScalarNode? CopyFrom);
