using System.Text;
using CsCheck;
using Rollcall.Core.Members;

namespace Rollcall.Sources.Tests.JsonLines;

public sealed class JsonLinesTests
{
    [Theory]
    [InlineData("{\"id\":\"1\",\"v\":\"a\"}", "1|a")]
    [InlineData(" { \"v\" : \"a\" , \"x\":[{\"id\":9}], \"id\" : \"1\" } \r\n", "1|a")]
    [InlineData("\uFEFF{\"id\":1,\"v\":true}\n", "Number:1|True:")]
    [InlineData("{\"id\":12345678901234567890.1230e+7,\"v\":false}\n", "Number:12345678901234567890.1230e+7|False:")]
    [InlineData("{\"id\":null,\"v\":\"\"}\n", "Null:|")]
    [InlineData("{\"v\":[1, 2]}\n{\"id\":{\"a\": \"\\u0041\"}}\n", "Null:|Json:[1, 2],Json:{\"a\": \"\\u0041\"}|Null:")]
    [InlineData("\n\n{\"id\":1,\"v\":2}\n \t\r\n", "Number:1|Number:2")]
    [InlineData(
        "{\"\\u0069d\":1,\"v\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"}",
        "Number:1|\"\\/\b\f\n\r\té😀"
    )]
    public void Properties_are_read_with_their_kinds(string content, string expected) =>
        Assert.Equal(expected, string.Join(',', Rows.Of(".jsonl", content, "id", "v").Shown));

    [Fact]
    public void A_dotted_name_is_a_property_first_and_a_path_else()
    {
        const string Content = """
            {"a": {"b": "path", "c": {"d": 1}}}
            {"a.b": "name", "a": {"b": "path", "c": 5}}
            {"a": {"b": "path", "c.d": 9}, "a.b": "name"}
            {"a": "text"}
            """;
        Assert.Equal(
            ["path|Number:1", "name|Null:", "name|Null:", "Null:|Null:"],
            Rows.Of(".jsonl", Content, "a.b", "a.c.d").Shown
        );
    }

    [Fact]
    public void A_value_and_a_part_of_it_may_both_be_wanted() =>
        Assert.Equal(["Json:{\"b\":\"x\\ny\"}|x\ny"], Rows.Of(".jsonl", "{\"a\":{\"b\":\"x\\ny\"}}", "a", "a.b").Shown);

    [Fact]
    public void Half_surrogate_pairs_stay_apart_and_are_no_UTF_8()
    {
        var rows = Rows.Of(
            ".jsonl",
            "{\"id\":\"\\ud800\"}\n{\"id\":\"\\ud801\"}\n{\"id\":\"\\udc00x\"}\n{\"id\":\"\\ud800\\u0041\"}\n",
            "id"
        );
        string[] expected = ["ED A0 80", "ED A0 81", "ED B0 80 78", "ED A0 80 41"];
        Assert.Equal(expected, rows.Values.Select(row => string.Join(' ', row[0].Text.Select(c => $"{(int)c:X2}"))));
    }

    // Content, line, column, part of the message.
    public static readonly TheoryData<string, int, int, string> Malformed = new()
    {
        { "{\"id\":1}\n{\"id\":x}\n", 2, 7, "invalid start of a value" },
        { "{\"id\":1}\n{\"é\":1,x}\n", 2, 8, "invalid" },
        { "{\"id\":1}\n{\"id\":1\n", 2, 8, "" },
        { "{\"id\":1}\n{\"id\":01}\n", 2, 8, "" },
        { "{\"id\":1}{\"id\":2}\n", 1, 9, "invalid after a single JSON value" },
        { "{\"id\":1}\n\n[{\"id\":2}]\n", 3, 1, "not an object but an array" },
        { "\"id\"\n", 1, 1, "not an object but a string" },
        { "1\n", 1, 1, "not an object but a number" },
        { "null\n", 1, 1, "not an object but a single word" },
        { "id,name\n1,a\n", 1, 1, "invalid start of a value" },
        { "{\"id\":1,\"id\":2}\n", 1, 14, "property \"id\" stands twice" },
        { "{\"id\":1}\n{'id':2}\n", 2, 2, "" },
        { "{\"id\":\"a\tb\"}\n", 1, 9, "" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_line_is_told_with_line_and_column(string content, int line, int column, string message)
    {
        var error = Rows.Fail(".jsonl", content, "id");
        Assert.Contains($"line {line}, column {column}: ", error.Message);
        Assert.Contains(message, error.Message);
        Assert.EndsWith("Each line must be one JSON object.", error.Message);
        Assert.False(error.IsUsage);
    }

    [Fact]
    public void A_file_cut_short_at_any_byte_within_a_line_is_an_error()
    {
        var content = Encoding.UTF8.GetBytes("{\"id\":\"é\",\"v\":{\"w\":[1,true]}}\n{\"id\":\"b\\n\",\"v\":2.5}\n");
        var complete = content
            .Index()
            .Where(at => at.Item == '\n')
            .SelectMany(at => new[] { at.Index, at.Index + 1 })
            .ToList();
        for (var length = 1; length < content.Length; length++)
        {
            if (!complete.Contains(length))
            {
                Assert.False(Rows.Fail(".jsonl", content[..length], "id").IsUsage);
            }
        }
        Assert.Contains("cut short: its last line, 2,", Rows.Fail(".jsonl", "{\"id\":1}\n{\"id\":", "id").Message);
    }

    [Fact]
    public void A_column_that_no_row_has_is_a_mistake_that_names_those_that_are()
    {
        var error = Rows.Fail(".jsonl", "{\"id\":1,\"e-mail\":2}\n{\"id\":2,\"plan\":3}\n", "id", "email");
        Assert.Contains(
            "has no column \"email\". Did you mean \"e-mail\"? It has \"id\", \"e-mail\", \"plan\".",
            error.Message
        );
        Assert.True(error.IsUsage);
    }

    [Fact]
    public void A_column_that_some_row_of_the_cohort_has_is_null_in_the_others()
    {
        using var folder = new TemporaryFolder();
        var first = folder.Write("1.jsonl", "{\"id\":1}\n{\"id\":2}\n");
        var second = folder.Write("2.ndjson", "{\"id\":3,\"v\":null}\n");
        Assert.Equal(3, Rows.Of(CohortSource.FromFiles([first, second]), "id", "v").Values.Count);
        Assert.Throws<SourceException>(() => Rows.Of(CohortSource.FromFiles([first]), "id", "v"));
    }

    [Fact]
    public void An_empty_file_is_a_cohort_without_members() => Assert.Empty(Rows.Of(".jsonl", "", "id").Values);

    [Fact]
    public void A_line_without_an_end_does_not_fill_the_memory()
    {
        var endless = new byte[Sources.Files.TextSegment.MaxRecord * 5];
        Array.Fill(endless, (byte)' ');
        "{}\n{"u8.CopyTo(endless);
        Assert.Contains("line 2: a line of more than 16 MiB", Rows.Fail(".jsonl", endless, "id").Message);
    }

    private sealed record Table(
        Value[][] Rows,
        bool Returns,
        bool FinalLineEnd,
        int Seed,
        int[] Pieces,
        int BufferSize
    );

    private static readonly Gen<Value> Field = Gen.OneOf(
        Gen.String[Gen.Char["ab\"\\\n\r\t/é中\u0001"], 0, 20].Select(text => (Value)text),
        Gen.Const((Value)"\uD83D\uDE00"),
        Gen.Int.Select(number => new Value(FieldKind.Number, number.ToString())),
        Gen.Bool.Select(value => new Value(value ? FieldKind.True : FieldKind.False, "")),
        Gen.Const(Value.Null),
        Gen.Const(new Value(FieldKind.Json, "[{\"id\":7}, \"]\"]"))
    );

    private static readonly Gen<Table> Tables =
        from rows in Field.Array[2].Array[1, 20]
        from flags in Gen.Bool.Array[2]
        from seed in Gen.Int
        from pieces in Gen.Int[1, 100].Array[1, 4]
        from buffer in Gen.Int[1, 200]
        select new Table(rows, flags[0], flags[1], seed, pieces, buffer);

    [Fact]
    public void What_was_written_is_read_however_it_was_escaped_and_cut_into_pieces() =>
        Tables.Sample(
            table =>
            {
                var content = Write(table);
                var read = Rows.Of(".jsonl", () => new Pieces(content, table.Pieces), table.BufferSize, "id", "na\"me");
                Assert.Equal(table.Rows, read.Values);
            },
            iter: 3_000
        );

    private static byte[] Write(Table table)
    {
        var random = new Random(table.Seed);
        var lines = table.Rows.Select(row =>
        {
            string[] properties =
            [
                $"\"id\":{Json(row[0], random)}",
                $"\"na\\u0022me\": {Json(row[1], random)}",
                "\"x\":{\"id\":[]}",
            ];
            random.Shuffle(properties);
            return $"{{{string.Join(random.Next(2) == 0 ? "," : " , ", properties)}}}";
        });
        var end = table.Returns ? "\r\n" : "\n";
        return Encoding.UTF8.GetBytes(string.Join(end, lines) + (table.FinalLineEnd ? end : ""));
    }

    private static string Json(Value value, Random random) =>
        value.Kind switch
        {
            FieldKind.Text => $"\"{string.Concat(value.Text.Select(c => Escaped(c, random)))}\"",
            FieldKind.True => "true",
            FieldKind.False => "false",
            FieldKind.Null => "null",
            _ => value.Text,
        };

    private static string Escaped(char c, Random random) =>
        c < ' ' || c is '"' or '\\' || (!char.IsSurrogate(c) && random.Next(3) == 0) ? $"\\u{(int)c:x4}" : c.ToString();
}
