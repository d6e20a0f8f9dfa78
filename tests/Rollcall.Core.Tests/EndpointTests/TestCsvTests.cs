using System.Text;
using CsCheck;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Runs;

namespace Rollcall.Core.Tests.EndpointTests;

public sealed class TestCsvTests
{
    [Fact]
    public void Fields_rows_and_lines_are_read()
    {
        var csv = Parse("\ufeffoperation,user_id\r\nadd,u1\r\n\r\nremove,\"u\n2\"\r\nadd,\"\"\nadd,\n");

        Assert.Equal(["operation", "user_id"], csv.Header);
        Assert.Equal([2L, 4L, 6L, 7L], csv.Rows.Select(row => row.Line));
        Assert.Equal(["u1", "u\n2", "", null], csv.Rows.Select(row => row.Fields[1]));
    }

    [Theory]
    [InlineData("", "users.csv holds no test data")]
    [InlineData("operation,user_id\n", "users.csv holds no test data")]
    [InlineData("operation,user_id\nadd\n", "users.csv:2: the header has 2 columns and the row 1.")]
    [InlineData("operation,user_id\nadd,u1,x\n", "users.csv:2: the header has 2 columns and the row 3.")]
    [InlineData("operation,user_id\nadd,\"u1\n", "users.csv:2: the quote that opens here is never closed.")]
    [InlineData("operation,user_id\nadd,\"u\"1\n", "users.csv:2: text follows a closing quote.")]
    public void What_is_no_test_data_is_told_with_its_line(string text, string sentence)
    {
        var fault = Assert.Throws<UsageException>(() => Parse(text));

        Assert.StartsWith(sentence, fault.Message);
    }

    [Fact]
    public void Text_that_is_no_utf8_is_refused() =>
        Assert.Throws<UsageException>(() => TestCsv.Parse(new byte[] { (byte)'a', 0xFF }, "users.csv"));

    [Fact]
    public void What_was_written_quoted_is_read_back() =>
        Gen.String[0, 8]
            .Array[2]
            .Array[1, 5]
            .Sample(rows =>
            {
                var text = new StringBuilder("a,b\n");
                foreach (var row in rows)
                {
                    text.AppendJoin(',', row.Select(field => $"\"{field.Replace("\"", "\"\"")}\"")).Append('\n');
                }
                var clean = rows.SelectMany(row => row)
                    .All(field => field.All(character => !char.IsSurrogate(character)));
                return !clean || Parse(text.ToString()).Rows.Select(row => row.Fields).SequenceEqual(rows, SameFields);
            });

    private static IEqualityComparer<string?[]> SameFields { get; } =
        EqualityComparer<string?[]>.Create((a, b) => a!.SequenceEqual(b!));

    private static TestCsv Parse(string text) => TestCsv.Parse(Encoding.UTF8.GetBytes(text), "users.csv");
}
