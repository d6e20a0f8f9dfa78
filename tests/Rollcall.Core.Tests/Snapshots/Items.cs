using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Tests.Snapshots;

/// <summary>Records and snapshots for tests.</summary>
internal static class Items
{
    public const long Seed = 42;

    public static ItemLayout Layout { get; } = new(["id", "plan"], [0]);

    public static byte[] Record(params string?[] fields)
    {
        var writer = new ItemRecordWriter();
        foreach (var field in fields)
        {
            writer.Write(
                field is null ? FieldKind.Null : FieldKind.Text,
                System.Text.Encoding.UTF8.GetBytes(field ?? "")
            );
        }
        return writer.Record.ToArray();
    }

    public static string?[] Fields(ReadOnlySpan<byte> record, int count)
    {
        var reader = new ItemRecordReader(record);
        var fields = new string?[count];
        for (var index = 0; index < count; index++)
        {
            var value = reader.Next();
            fields[index] = value.Kind == FieldKind.Null ? null : System.Text.Encoding.UTF8.GetString(value.Bytes);
        }
        return fields;
    }

    public static UInt128 Key(ItemLayout layout, byte[] record) => new ItemHasher(layout, Seed).KeyHash(record);

    /// <summary>Reads records into a snapshot, from line 2 on.</summary>
    /// <param name="folder">For what does not fit.</param>
    /// <param name="layout">Of the records.</param>
    /// <param name="records">In the order of the source.</param>
    /// <param name="budget">Bytes of memory.</param>
    /// <param name="where">Where records are.</param>
    /// <param name="lanes">How many threads seem to have read.</param>
    /// <param name="partItems">Items of a part.</param>
    public static Snapshot Snapshot(
        string folder,
        ItemLayout layout,
        IEnumerable<byte[]> records,
        long budget = 1 << 20,
        RecordsIn where = RecordsIn.Source,
        int lanes = 2,
        long partItems = 1 << 14
    )
    {
        using var builder = new SnapshotBuilder(Path.Combine(folder, "spill"), budget, where == RecordsIn.Held)
        {
            PartItems = partItems,
        };
        var hasher = new ItemHasher(layout, Seed);
        var source = new RecordSource(layout, records);
        var sinks = builder.OpenLanes(lanes);
        for (var index = 0; index < source.Records.Count; index++)
        {
            var record = source.Records[index];
            // Some to the one, some to the other, as if threads took turns.
            var sink = sinks[(int)((uint)(index * 2654435761) >> 29) % lanes];
            var isInSource = where == RecordsIn.Source || (where == RecordsIn.Both && index % 3 == 0);
            // All lines of the one file come behind all of the other: as in two files of which one is compressed.
            var place = isInSource
                ? RecordSource.Place(index)
                : MemberPlace.OnLine(where == RecordsIn.Both ? 1 : 0, index + 2);
            sink.Add(hasher.KeyHash(record), ItemHasher.RecordHash(record), record, place);
        }
        return builder.Complete(source, source.OpenItems, CancellationToken.None);
    }

    public static List<byte[]> All(Snapshot snapshot)
    {
        using var reader = snapshot.Read();
        var all = new List<byte[]>();
        while (reader.MoveNext())
        {
            all.Add(reader.Record.ToArray());
        }
        return all;
    }
}

/// <summary>Where a snapshot's records are.</summary>
public enum RecordsIn
{
    /// <summary>With their entries.</summary>
    Held,

    /// <summary>With their entries, since the source cannot be read again.</summary>
    Kept,

    /// <summary>Some here, some there.</summary>
    Both,

    /// <summary>In the source only.</summary>
    Source,
}
