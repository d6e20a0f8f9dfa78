using CsCheck;
using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Tests;

/// <summary>However a text is cut into segments, and however many lanes share them, it is the same text.</summary>
public sealed class SegmentTests : IDisposable
{
    private const int Whole = 1 << 20;

    private static readonly string[] Columns = ["id", "name"];

    private readonly TemporaryFolder _folder = new();
    private int _files;

    // Mostly rows as they should be, sometimes anything.
    private static readonly Gen<string> Field = Gen.Frequency(
        (6, Gen.String[Gen.Char["abcé"], 0, 30]),
        (2, Gen.String[Gen.Char["ab,\n\r "], 0, 20].Select(text => $"\"{text}\"")),
        (2, Gen.String[Gen.Char["ab\"\n"], 0, 20].Select(text => $"\"{text.Replace("\"", "\"\"")}\""))
    );

    private static readonly Gen<string> Row = Gen.Select(Field, Field, (id, name) => $"{id},{name}");

    private static readonly Gen<string> AnyRow = Gen.Frequency(
        (1, Gen.Const("")),
        (1, Gen.String[Gen.Char["a,\"\n\r"], 0, 60])
    );

    private static readonly Gen<string> AnyLine = One("", "{\"id\":", "[1]", "{\"id\":1,\"id\":2}", "{\"other\":{}}");

    private static Gen<string> Csv(Gen<string> other) =>
        from rows in Row.Array[0, 60]
        from broken in other
        from at in Gen.Int[0, 60]
        from end in One("\n", "\r\n", "\n\n")
        from last in One("", "\n")
        select "id,name\n" + string.Join(end, rows.Take(at).Append(broken).Concat(rows.Skip(at))) + last;

    private static Gen<string> Json(Gen<string> other) =>
        from names in Gen.String[Gen.Char["abé\\n"], 0, 30].Array[0, 60]
        from broken in other
        from at in Gen.Int[0, 60]
        from end in One("\n", "\r\n", "\n \n")
        from last in One("", "\n")
        let rows = names.Select((name, id) => $"{{\"id\":{id},\"name\":\"{name.Replace("\\", "\\\\")}\"}}").ToList()
        select string.Join(end, rows.Take(at).Append(broken).Concat(rows.Skip(at))) + last;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Segments_of_any_size_give_the_same_rows_and_places_and_errors() =>
        Gen.Select(Texts, Gen.Int[1, 200])
            .Sample((text, size) => Same(text, Read(text, Whole, lanes: 1), Read(text, size, lanes: 1)), iter: 1_500);

    [Fact]
    public void Two_lanes_give_what_one_gives() =>
        Gen.Select(Texts, Gen.Int[1, 200])
            .Sample(
                (text, size) =>
                {
                    var (one, two) = (Read(text, size, lanes: 1), Read(text, size, lanes: 2));
                    Assert.Equal(one.Error, two.Error);
                    if (one.Error is null)
                    {
                        Same(text, one, two);
                    }
                },
                iter: 1_000
            );

    [Fact]
    public void Members_read_again_are_what_they_were() =>
        Gen.Select(SoundTexts, Gen.Int[1, 200], Gen.Int[1, 4], Gen.Int)
            .Sample(
                (text, size, every, seed) =>
                {
                    var path = Write(text);
                    var read = new Rows(2);
                    var places = Cohort(path, size).Read(Columns, [read], TestContext.Current.CancellationToken);
                    using (places)
                    {
                        Assert.Equal(read.Lines, read.Places.Select(place => places.Locate(place).Line));
                        using var rereader = places.OpenRereader();
                        for (var from = 0; from < every; from++)
                        {
                            int[] some = [.. Enumerable.Range(0, read.Places.Count).Where(at => at % every == from)];
                            var again = new Rows(2);
                            rereader.Read(some.Select(at => read.Places[at]).ToArray(), again);
                            Assert.Equal(some.Select(at => read.Shown[at]), again.Shown);
                            Assert.Equal(some.Select(at => read.Places[at]), again.Places);
                        }
                    }
                },
                iter: 600
            );

    [Fact]
    public void The_first_invalid_members_are_told_whichever_lane_met_them()
    {
        var rows = Enumerable.Range(0, 5_000).Select(id => id % 7 == 3 ? $",{id}" : $"{id},\"a\nb\"");
        var path = _folder.Write("invalid.csv", "id,name\n" + string.Join('\n', rows));
        var expected = Invalid(path, Whole, lanes: 1);
        Assert.Equal(10, expected.Count);
        for (var round = 0; round < 20; round++)
        {
            Assert.Equal(expected, Invalid(path, 256, lanes: 2));
        }
    }

    [Fact]
    public void A_small_file_bothers_no_other_thread()
    {
        var path = _folder.Write("small.csv", "id,name\n" + string.Concat(Enumerable.Repeat("1,a\n", 1_000)));
        var threads = new Threads();
        Cohort(path, Whole).Read(Columns, [threads, threads], TestContext.Current.CancellationToken).Dispose();
        Assert.Equal([Environment.CurrentManagedThreadId], threads.Ids);
    }

    private static Gen<(string Ending, string Content)> Texts => Files(Csv(AnyRow), Json(AnyLine));

    private static Gen<(string Ending, string Content)> SoundTexts =>
        Files(Csv(Gen.Const("")), Json(One("", "{\"id\":7,\"name\":null,\"other\":{}}")));

    private static Gen<(string Ending, string Content)> Files(Gen<string> csv, Gen<string> json) =>
        Gen.OneOf(csv.Select(text => (".csv", text)), json.Select(text => (".jsonl", text)));

    private static void Same((string Ending, string Content) text, Outcome expected, Outcome actual)
    {
        Assert.True(
            expected.Rows.SequenceEqual(actual.Rows) && expected.Error == actual.Error,
            $"{text}\n{expected}\n{actual}"
        );
    }

    private Outcome Read((string Ending, string Content) text, int size, int lanes)
    {
        var path = Write(text);
        Rows[] sinks = [.. Enumerable.Range(0, lanes).Select(_ => new Rows(2))];
        string? error = null;
        try
        {
            Cohort(path, size).Read(Columns, sinks, TestContext.Current.CancellationToken).Dispose();
        }
        catch (SourceException e)
        {
            error = e.Message.Replace(path, "", StringComparison.Ordinal);
        }
        Assert.All(sinks, sink => Assert.Equal(sink.Places.Order(), sink.Places));
        var rows = sinks.SelectMany(sink =>
            sink.Places.Select((place, at) => new ReadRow(place, sink.Lines[at], sink.Shown[at]))
        );
        return new Outcome([.. rows.OrderBy(row => row.Place)], error);
    }

    // Samples run side by side, so each has a file of its own.
    private string Write((string Ending, string Content) text) =>
        _folder.Write($"{Interlocked.Increment(ref _files)}{text.Ending}", text.Content);

    private static Gen<string> One(params string[] of) => Gen.Int[0, of.Length - 1].Select(at => of[at]);

    private static FileCohort Cohort(string path, int size) =>
        new([MemberFile.Of(path, Console.OpenStandardInput)], bufferSize: size);

    private static IReadOnlyList<MemberExample> Invalid(string path, int size, int lanes)
    {
        var mapping = new Core.Integrations.Mapping(
            "Users",
            [
                new()
                {
                    Variable = "id",
                    Label = "ID",
                    DisplayName = "ID",
                    Key = true,
                    Required = true,
                },
            ]
        );
        var layout = ItemLayout.Of(mapping);
        ItemMapper[] mappers =
        [
            .. Enumerable
                .Range(0, lanes)
                .Select(_ => new ItemMapper(mapping, new ItemHasher(layout, 1), new Nowhere())),
        ];
        Cohort(path, size).Read(["id"], mappers, TestContext.Current.CancellationToken).Dispose();
        Assert.Equal(5_000, mappers.Sum(mapper => mapper.Read));
        return ItemMapper.FirstInvalid(mappers);
    }

    private sealed record ReadRow(MemberPlace Place, long Line, string Shown);

    private sealed record Outcome(IReadOnlyList<ReadRow> Rows, string? Error)
    {
        public override string ToString() => $"{Error}\n{string.Join('\n', Rows)}";
    }

    private sealed class Nowhere : IItemSink
    {
        public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place) { }
    }

    private sealed class Threads : IMemberSink
    {
        public HashSet<int> Ids { get; } = [];

        public void Add(in MemberRow row) => Ids.Add(Environment.CurrentManagedThreadId);
    }
}
