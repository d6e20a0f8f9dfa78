using Rollcall.Core.Integrations;

namespace Rollcall.Core.Members;

/// <summary>The names and order of an item's fields, and which of them are its key. Stored beside records, so that old ones can be read after a definition changed.</summary>
public sealed class ItemLayout : IEquatable<ItemLayout>
{
    /// <summary>A layout.</summary>
    /// <param name="fields">The variables of the mapping fields, in the definition's order.</param>
    /// <param name="keyIndexes">Which of them are the key, ascending; at least one.</param>
    public ItemLayout(IReadOnlyList<string> fields, IReadOnlyList<int> keyIndexes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(keyIndexes.Count);
        Fields = fields;
        KeyIndexes = keyIndexes;
    }

    /// <summary>The variables, without the dollar sign.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Indexes into <see cref="Fields"/>, ascending.</summary>
    public IReadOnlyList<int> KeyIndexes { get; }

    /// <summary>The layout of an integration's items.</summary>
    public static ItemLayout Of(Mapping mapping) =>
        new(
            [.. mapping.Fields.Select(field => field.Variable)],
            [.. Enumerable.Range(0, mapping.Fields.Count).Where(index => mapping.Fields[index].Key)]
        );

    /// <summary>The index of a field; -1 when there is none of this name.</summary>
    public int IndexOf(string field)
    {
        for (var index = 0; index < Fields.Count; index++)
        {
            if (Fields[index] == field)
            {
                return index;
            }
        }
        return -1;
    }

    /// <inheritdoc/>
    public bool Equals(ItemLayout? other) =>
        other is not null && Fields.SequenceEqual(other.Fields) && KeyIndexes.SequenceEqual(other.KeyIndexes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ItemLayout);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Fields.Count, Fields[0], KeyIndexes.Count);
}
