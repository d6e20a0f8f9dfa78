using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>A list; items that cannot be read are reported and left out.</summary>
internal sealed class ListKind<T>(Kind<T> item, int least = 0) : Kind<IReadOnlyList<Item<T>>>
{
    /// <inheritdoc/>
    public override string Expected => $"a list, each item {item.Expected}";

    /// <summary>The kind of its items.</summary>
    public Kind<T> Items => item;

    /// <inheritdoc/>
    public override bool TryRead(Node node, string key, FaultList faults, out IReadOnlyList<Item<T>> value)
    {
        value = [];
        if (node is not ListNode list)
        {
            Refuse(node, key, faults);
            return false;
        }
        if (list.Items.Count < least)
        {
            faults.Add(node.Start, $"{key} is empty; give it {least} or more.");
            return false;
        }
        var items = new List<Item<T>>(list.Items.Count);
        foreach (var entry in list.Items)
        {
            if (item.TryRead(entry, key, faults, out var read))
            {
                items.Add(new Item<T>(read, entry));
            }
        }
        value = items;
        return true;
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Schema(shapes) };
        if (least > 0)
        {
            schema["minItems"] = least;
        }
        return schema;
    }
}

/// <summary>An item of a list.</summary>
/// <param name="Value">What was read.</param>
/// <param name="Node">Where it stands.</param>
internal sealed record Item<T>(T Value, Node Node);
