namespace Rollcall.Core.Members;

/// <summary>
/// Brings records of an older layout into a newer one: fields by name, those that it has not as null. An item is known at
/// the destination by the key that it was sent under: where that key can no longer be said by name, because its fields were
/// renamed, replaced, or left out of the requests, its values stand in the newer key's fields.
/// </summary>
internal sealed class LayoutBridge
{
    private readonly ItemLayout _to;
    private readonly int[] _from;
    private readonly ItemRecordWriter _writer = new();

    /// <summary>A bridge.</summary>
    /// <param name="from">The older layout.</param>
    /// <param name="to">The newer one.</param>
    /// <param name="removalFields">The fields that a removal holds; null: any.</param>
    public LayoutBridge(ItemLayout from, ItemLayout to, IReadOnlySet<string>? removalFields = null)
    {
        _to = to;
        _from = [.. to.Fields.Select(from.IndexOf)];
        TakeOverLostKeys(from);
        KeepsKey = to.KeyIndexes.Select(index => _from[index]).SequenceEqual(from.KeyIndexes);
        if (!KeepsKey && removalFields is not null && !Names(from).Any(removalFields.Contains))
        {
            Pair(from.KeyIndexes, to.KeyIndexes);
        }
    }

    /// <summary>Whether both take the same values for the key: then an item keeps its key hash.</summary>
    public bool KeepsKey { get; }

    /// <summary>A record in the newer layout; valid until the next call.</summary>
    public ReadOnlySpan<byte> Bring(ReadOnlySpan<byte> record)
    {
        _writer.Clear();
        foreach (var index in _from)
        {
            if (index < 0)
            {
                _writer.Write(FieldKind.Null, []);
            }
            else
            {
                _writer.Write(ItemRecordReader.At(record, index));
            }
        }
        return _writer.Record;
    }

    /// <summary>Whether a record of the newer layout has all of its key.</summary>
    public bool HasKey(ReadOnlySpan<byte> brought)
    {
        foreach (var index in _to.KeyIndexes)
        {
            if (ItemRecordReader.At(brought, index).IsEmpty)
            {
                return false;
            }
        }
        return true;
    }

    // A key field that was renamed, or replaced by another one.
    private void TakeOverLostKeys(ItemLayout from)
    {
        int[] lost = [.. from.KeyIndexes.Where(index => _to.IndexOf(from.Fields[index]) < 0)];
        int[] gained = [.. _to.KeyIndexes.Where(index => _from[index] < 0)];
        Pair(lost, gained);
    }

    private void Pair(IReadOnlyList<int> from, IReadOnlyList<int> to)
    {
        for (var index = 0; from.Count == to.Count && index < to.Count; index++)
        {
            _from[to[index]] = from[index];
        }
    }

    private static IEnumerable<string> Names(ItemLayout layout) =>
        layout.KeyIndexes.Select(index => layout.Fields[index]);
}
