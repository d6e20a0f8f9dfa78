using System.Text;

namespace Rollcall.Sources.Tests.Delimited;

public sealed class Rfc4180Tests
{
    [Theory]
    [InlineData("id,name\n1,a\n2,b\n", "1|a,2|b")]
    [InlineData("id,name\n1,a\n2,b", "1|a,2|b")]
    [InlineData("id,name\r\n1,a\r\n2,b\r\n", "1|a,2|b")]
    [InlineData("id,name\r\n1,a\r\n2,b\r", "1|a,2|b")]
    [InlineData("name,id\na,1\nb,2\n", "1|a,2|b")]
    [InlineData("\uFEFFid,name\n1,a\n", "1|a")]
    [InlineData("\uFEFF\"id\",name\n1,a\n", "1|a")]
    [InlineData("\"id\",\"name\"\r\n\"1\",\"a\"\r\n", "1|a")]
    [InlineData("id,name\n1,\n", "1|Null:")]
    [InlineData("id,name\n1,\"\"\n", "1|")]
    [InlineData("id,name\r\n1,\r\n", "1|Null:")]
    [InlineData("id,name\n,\n", "Null:|Null:")]
    [InlineData("id,name\n1,\"\"\"\"\n", "1|\"")]
    [InlineData("id,name\n1,\"\"\"a\"\"\"\n", "1|\"a\"")]
    [InlineData("id,name\n1, a b \n", "1| a b ")]
    [InlineData("id,name\n1,\" a \"\n", "1| a ")]
    [InlineData("id,name\n1,\"a\nb\"\n", "1|a\nb")]
    [InlineData("id,name\n1,\"a\r\nb\"\r\n", "1|a\r\nb")]
    [InlineData("id,name\n1,\"a\r\"\r\n", "1|a\r")]
    [InlineData("id,name\n1,a\rb\n", "1|a\rb")]
    [InlineData("id,name\n\n1,a\n\r\n\n", "1|a")]
    [InlineData("\n\r\nid,name\n1,a\n", "1|a")]
    [InlineData("id,name", "")]
    [InlineData("id,name\n", "")]
    [InlineData("id,x,name,y\n1,\"p,\nq\",a,\"\"\n", "1|a")]
    [InlineData("id,name\n1,''\n", "1|''")]
    [InlineData("id,name\n1,a\\\n", "1|a\\")]
    public void Records_are_read_as_the_standard_says(string content, string expected) =>
        Assert.Equal(expected, string.Join(',', Rows.Of(".csv", content, "id", "name").Shown));

    [Fact]
    public void Tabs_separate_in_TSV_and_commas_do_not() =>
        Assert.Equal(["1,5|a\tb"], Rows.Of(".tsv", "id\tname\n1,5\t\"a\tb\"\n", "id", "name").Shown);

    [Fact]
    public void A_blank_line_of_a_one_column_file_is_no_member_and_an_empty_value_is_one() =>
        Assert.Equal(["1", "", "2"], Rows.Of(".csv", "id\n1\n\n\"\"\n\r\n2\n", "id").Shown);

    [Fact]
    public void A_row_is_told_by_the_line_on_which_it_begins()
    {
        var rows = Rows.Of(".csv", "\nid,\"na\nme\"\n1,\"a\n\nb\"\n\n2,b\n\"3\n\",c\n4,d", "id");
        Assert.Equal([4, 8, 9, 11], rows.Lines);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_passed_on_as_they_are()
    {
        byte[] content = [.. "id,name\n1,"u8, 0xFF, 0xC3, (byte)'\n'];
        Assert.Equal("1|" + Encoding.Latin1.GetString([0xFF, 0xC3]), Rows.Of(".csv", content, "id", "name").Shown[0]);
    }

    [Fact]
    public void A_value_may_be_larger_than_the_buffer()
    {
        var value = string.Concat(Enumerable.Repeat("0123456789\"\n,", 300_000));
        var content = Encoding.UTF8.GetBytes($"id,name\n1,\"{value.Replace("\"", "\"\"")}\"\n2,b\n");
        var rows = Rows.Of(".csv", () => new Pieces(content, 70_001), 64, "id", "name");
        Assert.Equal([value, "b"], rows.Values.Select(row => row[1].Text));
        Assert.Equal([2, 300_003], rows.Lines);
    }

    [Fact]
    public void No_column_need_be_wanted() => Assert.Equal(2, Rows.Of(".csv", "id,name\n1,a\n2,b\n").Values.Count);

    [Fact]
    public void Many_columns_are_read()
    {
        var names = Enumerable.Range(0, 5_000).Select(index => $"c{index}").ToArray();
        var content = string.Join(',', names) + "\n" + string.Join(',', names) + "\n" + string.Join(',', names) + "\n";
        Assert.Equal(["c4999|c0", "c4999|c0"], Rows.Of(".csv", content, "c4999", "c0").Shown);
    }
}
