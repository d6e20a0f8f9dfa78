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

    public static Snapshot Snapshot(
        string folder,
        ItemLayout layout,
        IEnumerable<byte[]> records,
        long budget = 1 << 20
    )
    {
        using var builder = new SnapshotBuilder(Path.Combine(folder, "spill"), budget);
        var hasher = new ItemHasher(layout, Seed);
        long line = 1;
        foreach (var record in records)
        {
            builder.Add(hasher.KeyHash(record), ItemHasher.RecordHash(record), record, MemberPlace.OnLine(0, ++line));
        }
        return builder.Complete(CancellationToken.None);
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
