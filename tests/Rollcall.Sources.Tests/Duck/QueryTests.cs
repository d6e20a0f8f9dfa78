using System.Text;
using Rollcall.Core.Members;

namespace Rollcall.Sources.Tests.Duck;

public sealed class QueryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("SELECT 1 AS id, 'a' AS name", "Number:1|a")]
    [InlineData("SELECT 1 AS id, 'a' AS name;", "Number:1|a")]
    [InlineData("SELECT 1 AS id, 'a' AS name -- all of them", "Number:1|a")]
    [InlineData("WITH m AS (SELECT 1 AS id, 'a' AS name) SELECT name, id FROM m ORDER BY id", "Number:1|a")]
    [InlineData("FROM (VALUES (1, 'a'), (2, NULL)) v(id, name)", "Number:1|a,Number:2|Null:")]
    [InlineData("SELECT 1 AS id, 2 AS ID, 'a' AS name, 3 AS x, 4 AS x", "Number:1|a")]
    public void Columns_are_found_by_name(string sql, string expected) =>
        Assert.Equal(expected, string.Join(',', Rows.Of(CohortSource.FromQuery(sql), "id", "name").Shown));

    [Fact]
    public void Files_are_read_by_path()
    {
        var users = _folder.Write("users.csv", "id,plan\n1,free\n2,team\n");
        var plans = _folder.Write("plans.jsonl", "{\"plan\":\"team\",\"price\":9.5}\n");
        var sql = $"SELECT id, price FROM '{users}' JOIN read_json('{plans}') USING (plan)";
        Assert.Equal(["Number:2|Number:9.5"], Rows.Of(CohortSource.FromQuery(sql), "id", "price").Shown);
    }

    [Theory]
    [InlineData("SELCT 1", "Parser Error", "LINE 1: SELCT 1\n        ^")]
    [InlineData("SELECT id\nFROM nowhere", "Table with name nowhere does not exist", "LINE 2: FROM nowhere")]
    [InlineData("SELECT missing FROM (SELECT 1 AS id)", "\"missing\" not found", "LINE 1:")]
    [InlineData("SELECT * FROM 'missing.csv'", "missing.csv", "")]
    [InlineData("SELECT * FROM 's3://bucket/a.parquet'", "httpfs", "")]
    [InlineData("SELECT 1 AS id; SELECT 2 AS id", "multiple statements", "")]
    [InlineData("", "", "")]
    public void A_mistake_is_told_in_the_words_of_DuckDB(string sql, string message, string place)
    {
        var error = Assert.Throws<SourceException>(() => Rows.Of(CohortSource.FromQuery(sql), "id"));
        Assert.StartsWith("The query cannot be run: ", error.Message);
        Assert.Contains(message, error.Message);
        Assert.Contains(place, error.Message);
        Assert.True(error.IsUsage);
    }

    [Fact]
    public void A_missing_column_is_a_mistake()
    {
        var error = Assert.Throws<SourceException>(() => Rows.Of(CohortSource.FromQuery("SELECT 1 AS ids"), "id"));
        Assert.Equal("The query has no column \"id\". Did you mean \"ids\"? It has \"ids\".", error.Message);
        Assert.True(error.IsUsage);
    }

    [Fact]
    public void A_wanted_column_given_twice_is_a_mistake() =>
        Assert.Contains(
            "two columns \"id\"",
            Assert
                .Throws<SourceException>(() => Rows.Of(CohortSource.FromQuery("SELECT 1 AS id, 2 AS id"), "id"))
                .Message
        );

    [Fact]
    public void A_failure_after_many_rows_is_an_error_and_no_shorter_cohort()
    {
        const string Sql =
            "SELECT CASE WHEN i = 500000 THEN error('broken here') ELSE i::VARCHAR END AS id FROM range(1000000) r(i)";
        var error = Assert.Throws<SourceException>(() => Rows.Of(CohortSource.FromQuery(Sql), "id"));
        Assert.Contains("broken here", error.Message);
        Assert.False(error.IsUsage);
    }

    [Theory]
    [InlineData("COPY (SELECT 1) TO 'stolen.csv'")]
    [InlineData("CREATE TABLE t AS SELECT 1 AS id")]
    [InlineData("SET lock_configuration = false")]
    [InlineData("ATTACH 'x.db'")]
    [InlineData("INSTALL httpfs")]
    public void Only_a_query_is_run(string sql)
    {
        Assert.Throws<SourceException>(() => Rows.Of(CohortSource.FromQuery(sql), "id"));
        Assert.False(File.Exists("stolen.csv"));
        Assert.False(File.Exists("x.db"));
    }

    [Theory]
    [InlineData("users.csv.gz", "'{0}'")]
    [InlineData("users.csv.zst", "'{0}'")]
    [InlineData("users.txt", "read_csv('{0}', compression = 'gzip')")]
    [InlineData("users.csv.gz", "read_csv('{1}/*.csv.gz')")]
    public void A_compressed_file_cut_short_is_an_error_though_DuckDB_takes_it(string name, string table)
    {
        var content = new StringBuilder("id,name\n");
        for (var row = 0; row < 20_000; row++)
        {
            content.Append(row).Append(",name of ").Append(row * 7919).Append('\n');
        }
        var packed = name.EndsWith(".zst", StringComparison.Ordinal)
            ? Packed.Zstandard(content.ToString())
            : Packed.Gzip(content.ToString());
        var path = _folder.Write(name, packed);
        var source = CohortSource.FromQuery($"SELECT * FROM {string.Format(table, path, Path.GetDirectoryName(path))}");
        Assert.Equal(20_000, Rows.Of(source, "id").Values.Count);
        foreach (var length in new[] { packed.Length / 2, packed.Length - 1 })
        {
            _folder.Write(name, packed[..length]);
            Assert.False(Assert.Throws<SourceException>(() => Rows.Of(source, "id")).IsUsage);
        }
    }

    [Fact]
    public void A_query_over_a_Parquet_file_cut_short_is_no_mistake_of_the_user()
    {
        var path = _folder.Write("cut.parquet", [.. "PAR1"u8, .. new byte[50]]);
        var error = Assert.Throws<SourceException>(() => Rows.Of(CohortSource.FromQuery($"FROM '{path}'"), "id"));
        Assert.False(error.IsUsage);
    }

    [Fact]
    public void Two_lanes_share_the_rows_of_a_query()
    {
        const string Sql =
            "SELECT CASE WHEN i = 3 THEN repeat('é', 700000) WHEN i % 5 = 0 THEN NULL ELSE i::VARCHAR END AS id FROM range(50000) r(i)";
        var one = Rows.Of(CohortSource.FromQuery(Sql), "id");
        Rows[] two = [new(1), new(1)];
        CohortSource.FromQuery(Sql).Read(["id"], two, TestContext.Current.CancellationToken).Dispose();
        Assert.All(two, lane => Assert.Equal(lane.Places.Order(), lane.Places));
        var rows = two.SelectMany(lane => lane.Places.Zip(lane.Shown)).OrderBy(row => row.First);
        Assert.Equal(one.Places.Zip(one.Shown), rows);
    }

    [Fact]
    public async Task A_query_that_is_at_work_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        var source = CohortSource.FromQuery(
            "SELECT count(*) AS id FROM range(100000000) a(i), range(100000000) b(j) WHERE i * j % 7 = 1"
        );
        var reading = Task.Run(() => source.Read(["id"], [new Rows(1)], stop.Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }
}
