using System.Text.Json.Nodes;
using Rollcall.Core.Delivery;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>A path into a response: <c>data[0].id</c>.</summary>
internal sealed class PathKind : Kind<ValuePath>
{
    /// <summary>The only one.</summary>
    public static readonly PathKind Instance = new();

    /// <inheritdoc/>
    public override string Expected => "a path such as data.id, data[0].id or errors[*].id";

    /// <inheritdoc/>
    public override bool TryRead(Node node, string key, FaultList faults, out ValuePath value)
    {
        value = null!;
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            Refuse(node, key, faults);
            return false;
        }
        if (!ValuePath.TryParse(scalar.Text, out var path, out var error))
        {
            faults.Add(node.Start, $"{key}: {error}");
            return false;
        }
        value = path!;
        return true;
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes) => TextKind.Any.Schema(shapes);
}
