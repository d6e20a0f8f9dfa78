namespace Rollcall.Core.Members;

/// <summary>Brings records of an older layout into a newer one: fields by name, those that it has not as null.</summary>
internal sealed class LayoutBridge
{
    private readonly ItemLayout _to;
    private readonly int[] _from;
    private readonly ItemRecordWriter _writer = new();

    public LayoutBridge(ItemLayout from, ItemLayout to)
    {
        _to = to;
        _from = [.. to.Fields.Select(from.IndexOf)];
        KeepsKey = Names(from).SequenceEqual(Names(to));
    }

    /// <summary>Whether both take the same fields for the key: then an item keeps its key hash.</summary>
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

    private static IEnumerable<string> Names(ItemLayout layout) =>
        layout.KeyIndexes.Select(index => layout.Fields[index]);
}
