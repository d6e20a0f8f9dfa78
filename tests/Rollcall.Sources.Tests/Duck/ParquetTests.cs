using Rollcall.Core.Members;
using Rollcall.Sources.Duck;

namespace Rollcall.Sources.Tests.Duck;

public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("'a'", "a")]
    [InlineData("''", "")]
    [InlineData("'a string of more than twelve bytes, é'", "a string of more than twelve bytes, é")]
    [InlineData("NULL::VARCHAR", "Null:")]
    [InlineData("NULL::INTEGER", "Null:")]
    [InlineData("7::TINYINT", "Number:7")]
    [InlineData("-7::INTEGER", "Number:-7")]
    [InlineData("9223372036854775807", "Number:9223372036854775807")]
    [InlineData("18446744073709551615::UBIGINT", "Number:18446744073709551615")]
    [InlineData("1234567890123456.120::DECIMAL(38,3)", "Number:1234567890123456.120")]
    [InlineData("0.1::DOUBLE", "Number:0.1")]
    [InlineData("1e300::DOUBLE", "Number:1e+300")]
    [InlineData("'nan'::DOUBLE", "nan")]
    [InlineData("'-inf'::DOUBLE", "-inf")]
    [InlineData("true", "True:")]
    [InlineData("false", "False:")]
    [InlineData("DATE '2024-02-29'", "2024-02-29")]
    [InlineData("TIMESTAMP '2024-02-29 12:34:56.5'", "2024-02-29T12:34:56.5")]
    [InlineData("TIMESTAMPTZ '2024-02-29 12:34:56+02'", "2024-02-29T10:34:56Z")]
    [InlineData("TIME '12:34:56'", "12:34:56")]
    [InlineData("UUID 'd4d6e33b-a72b-4ef2-9017-ffdf54fb54ff'", "d4d6e33b-a72b-4ef2-9017-ffdf54fb54ff")]
    [InlineData("'\\xC3\\xA9\\xFF'::BLOB", "\u00C3\u00A9\u00FF")]
    [InlineData("[1, 2]", "Json:[1,2]")]
    [InlineData("{'a': 'x\"y', 'b': [1.50]}", "Json:{\"a\":\"x\\\"y\",\"b\":[1.5]}")]
    [InlineData("MAP {'k': 1}", "Json:{\"k\":1}")]
    [InlineData("'{\"a\": 1}'::JSON", "Json:{\"a\": 1}")]
    [InlineData("'\"a\\u00e9\"'::JSON", "aé")]
    [InlineData("'12.0'::JSON", "Number:12.0")]
    [InlineData("'null'::JSON", "Null:")]
    [InlineData("'b'::ENUM('a', 'b')", "b")]
    public void Values_keep_their_kind_and_digits(string sql, string expected)
    {
        var path = Make("one.parquet", $"SELECT {sql} AS v, 1 AS other");
        Assert.Equal([expected], Rows.Of(CohortSource.FromFiles([path]), "v").Shown);
        Assert.Equal([expected], Rows.Of(CohortSource.FromQuery($"SELECT {sql} AS v"), "v").Shown);
    }

    [Fact]
    public void All_rows_are_read_in_their_order()
    {
        var path = Make(
            "many.parquet",
            "SELECT i AS id, CASE WHEN i % 7 = 0 THEN NULL ELSE 'name of member ' || i END AS name FROM range(300000) r(i)"
        );
        var rows = Rows.Of(CohortSource.FromFiles([path]), "name", "id");
        Assert.Equal(300_000, rows.Values.Count);
        for (var row = 0; row < rows.Values.Count; row++)
        {
            Assert.Equal(row % 7 == 0 ? Value.Null : $"name of member {row}", rows.Values[row][0]);
            Assert.Equal(row.ToString(), rows.Values[row][1].Text);
            Assert.Equal(row + 1, rows.Lines[row]);
        }
    }

    [Fact]
    public void A_file_without_rows_is_a_cohort_without_members() =>
        Assert.Empty(Rows.Of(CohortSource.FromFiles([Make("none.parquet", "SELECT 1 AS id LIMIT 0")]), "id").Values);

    [Theory]
    [InlineData("a[1].parquet", "a1.parquet")]
    [InlineData("a*.parquet", "ab.parquet")]
    [InlineData("a?.parquet", "ab.parquet")]
    [InlineData("it's.parquet", "its.parquet")]
    [InlineData("year=2024.parquet", "x.parquet")]
    public void A_name_is_no_pattern(string name, string other)
    {
        Make(other, "SELECT 'wrong' AS id");
        var path = Make("right", "SELECT 'right' AS id");
        File.Move(path, _folder[name]);
        Assert.Equal(["right"], Rows.Of(CohortSource.FromFiles([_folder[name]]), "id").Shown);
    }

    [Fact]
    public void A_file_cut_short_anywhere_is_an_error()
    {
        var whole = File.ReadAllBytes(Make("whole.parquet", "SELECT i AS id, 'n' || i AS name FROM range(20) r(i)"));
        for (var length = 0; length < whole.Length; length += 1 + (whole.Length / 60))
        {
            var error = Fails(_folder.Write("cut.parquet", whole[..length]), "id", "name");
            Assert.Contains("cut short", error.Message);
            Assert.False(error.IsUsage);
        }
    }

    [Fact]
    public void A_missing_column_is_a_mistake()
    {
        var error = Fails(Make("columns.parquet", "SELECT 1 AS id, 2 AS Email"), "email");
        Assert.Contains("has no column \"email\". Did you mean \"Email\"? It has \"id\", \"Email\".", error.Message);
        Assert.True(error.IsUsage);
    }

    [Fact]
    public void Compressed_or_piped_Parquet_is_a_mistake()
    {
        Assert.True(Assert.Throws<SourceException>(() => CohortSource.FromFiles(["a.parquet.gz"])).IsUsage);
        Assert.True(Assert.Throws<SourceException>(() => CohortSource.FromFiles(["-.parquet"])).IsUsage);
    }

    private static SourceException Fails(string path, params string[] columns) =>
        Assert.Throws<SourceException>(() => Rows.Of(CohortSource.FromFiles([path]), columns));

    private string Make(string name, string sql)
    {
        using var session = new DuckSession(CohortSource.DefaultMemory);
        session.Execute($"COPY ({sql}) TO '{_folder[name].Replace("'", "''")}' (FORMAT parquet)");
        return _folder[name];
    }
}
