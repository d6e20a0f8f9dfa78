using System.Text;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Tests.Delimited;

public sealed class BrokenFileTests
{
    // Content, line told, part of the message.
    public static readonly TheoryData<string, int, string> Broken = new()
    {
        { "id,name\n1,a\n2\n", 3, "the row has 1 field, the header 2" },
        { "id,name\n1,a\n2\n3,c\n", 3, "the row has 1 field, the header 2" },
        { "id,name\n1,a\n2,b,c\n", 3, "the row has 3 fields, the header 2" },
        { "id,name\r\n1,a\r\n2,b,\r\n", 3, "the row has 3 fields" },
        { "id,name\n1,\"a\nb\"\n2\n", 4, "the row has 1 field" },
        { "id,name\n\n\n1,a\n \n", 5, "the row has 1 field" },
        { "id\n1\n2,3\n", 3, "the row has 2 fields, the header 1" },
        { "id,name\n1,a\"b\n", 2, "a quote in column \"name\" inside a value that does not begin with one" },
        { "id,name\n1,a\n2,b\n x\"y,c\n", 4, "a quote in column \"id\"" },
        { "id,name\n1, \"a\"\n", 2, "a quote in column \"name\"" },
        { "id,name\n1,\"a\"b\n", 2, "text in column \"name\" behind the quote that closes the value" },
        { "id,name\n1,\"a\" \n", 2, "text in column \"name\" behind the quote" },
        { "id,name\n1,\"a\"\rb\n", 2, "text in column \"name\" behind the quote" },
        { "id,name\n1,\"a\"\r,b\n", 2, "text in column \"name\" behind the quote" },
        { "id,name\n1,a\n2,\"x\n\n3,\"y\"\n", 3, "text in column \"name\" behind the quote" },
        { "id,na\"me\n1,a\n", 1, "a quote in field 2" },
        { "id,name,more\n1,a,b\n2,c,\"d\"e,f\n", 3, "text in column \"more\"" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_wrong_is_told_with_its_line(string content, int line, string message)
    {
        var error = Rows.Fail(".csv", content, "id");
        Assert.Contains($"line {line}: ", error.Message);
        Assert.Contains(message, error.Message);
        Assert.False(error.IsUsage);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void It_is_told_alike_however_the_bytes_arrive(string content, int line, string message)
    {
        // So much before it that the error lies in a later block, stretch or buffer.
        foreach (var rows in new[] { 1, 11, 12, 13, 20_000 })
        {
            var before = string.Concat(Enumerable.Repeat("\n", rows));
            foreach (var size in new[] { 1, 7, 64, 100_000 })
            {
                var bytes = Encoding.UTF8.GetBytes(before + content);
                var error = Assert.Throws<Core.Members.SourceException>(() =>
                    Rows.Of(".csv", () => new Pieces(bytes, Math.Max(size, rows / 100)), 64, "id")
                );
                Assert.Contains($"line {line + rows}: ", error.Message);
                Assert.Contains(message, error.Message);
            }
        }
    }

    [Theory]
    [InlineData("id,name\n1,\"a\n", "the row that begins on line 2 has a quote that is never closed")]
    [InlineData("id,name\n1,a\n2,\"b\"\"\n3,c\n", "the row that begins on line 3 has a quote that is never closed")]
    [InlineData("id,name\n1,a\n2,\"", "the row that begins on line 3 has a quote")]
    [InlineData("id,\"name\n1,a\n", "the row that begins on line 1 has a quote")]
    [InlineData("id,name\n1,a\n2", "its last row, line 3, ends after 1 of 2 fields")]
    [InlineData("id,name,more\r\n1,a,b\r\n2,c", "its last row, line 3, ends after 2 of 3 fields")]
    public void A_file_cut_short_is_never_a_shorter_cohort(string content, string message)
    {
        var error = Rows.Fail(".csv", content, "id");
        Assert.Contains("cut short", error.Message);
        Assert.Contains(message, error.Message);
        Assert.False(error.IsUsage);
    }

    [Theory]
    [InlineData("e-mail", "has no column \"e-mail\". Did you mean \"email\"? It has \"id\", \"email\", \"Name\".")]
    [InlineData("name", "Did you mean \"Name\"?")]
    [InlineData("telephone", "has no column \"telephone\". It has \"id\"")]
    public void A_missing_column_is_a_mistake_that_names_the_nearest(string column, string message)
    {
        var error = Rows.Fail(".csv", "id,email,Name\n1,a,b\n", "id", column);
        Assert.Contains(message, error.Message);
        Assert.True(error.IsUsage);
    }

    [Theory]
    [InlineData(".csv", "id;name\n1;a\n", "Fields are separated by a comma")]
    [InlineData(".tsv", "id,name\n1,a\n", "Fields are separated by a tab")]
    [InlineData(".csv", "id,name\r1,a\r2,b\r", "carriage return alone")]
    public void A_wrong_delimiter_is_suspected_when_a_column_is_missing(
        string ending,
        string content,
        string message
    ) => Assert.Contains(message, Rows.Fail(ending, content, "key").Message);

    [Fact]
    public void Many_columns_are_not_all_listed()
    {
        var error = Rows.Fail(".csv", string.Join(',', Enumerable.Range(0, 50)) + "\n", "id");
        Assert.EndsWith("\"19\" and 30 more.", error.Message);
    }

    [Fact]
    public void A_wanted_column_that_is_there_twice_is_a_mistake()
    {
        var error = Rows.Fail(".csv", "id,name,id\n1,a,2\n", "id");
        Assert.Contains("has two columns \"id\"", error.Message);
        Assert.True(error.IsUsage);
        Assert.Equal(["a"], Rows.Of(".csv", "id,name,id\n1,a,2\n", "name").Shown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\r\n\n")]
    public void A_file_without_a_header_is_an_error(string content)
    {
        var error = Rows.Fail(".csv", content, "id");
        Assert.Contains("not even a header", error.Message);
        Assert.False(error.IsUsage);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x69, 0, 0x64, 0 }, "UTF-16")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, 0x69, 0, 0x64 }, "UTF-16")]
    [InlineData(new byte[] { 0x69, 0, 0x64, 0, 0x0A, 0 }, "UTF-16")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 9, 9 }, "Excel")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0 }, "let its name end with .gz")]
    [InlineData(new byte[] { 0x28, 0xB5, 0x2F, 0xFD }, "let its name end with .zst")]
    [InlineData(new byte[] { 0x50, 0x41, 0x52, 0x31 }, "let its name end with .parquet")]
    public void Another_encoding_or_format_is_told(byte[] content, string message)
    {
        Assert.Contains(message, Rows.Fail(".csv", content, "id").Message);
        Assert.Contains(message, Rows.Fail(".jsonl", content, "id").Message);
    }

    [Fact]
    public void A_header_that_is_not_UTF_8_is_an_error() =>
        Assert.Contains(
            "column 2 is not valid UTF-8",
            Rows.Fail(".csv", Encoding.Latin1.GetBytes("id,n\u00E4me\n"), "id").Message
        );

    [Fact]
    public void A_quote_that_is_never_closed_does_not_fill_the_memory()
    {
        var endless = new byte[TextSegment.MaxRecord * 5];
        Array.Fill(endless, (byte)'x');
        "id,name\n1,\""u8.CopyTo(endless);
        var error = Rows.Fail(".csv", endless, "id");
        Assert.Contains("line 2: a row of more than 16 MiB", error.Message);
        Assert.Contains("never closed", error.Message);
    }
}
