using Rollcall.Core.Members;
using Rollcall.Sources.Duck;

namespace Rollcall.Sources.Tests.Duck;

/// <summary>Queries of strangers.</summary>
public sealed class ConfinedCohortTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _secret;

    public ConfinedCohortTests() => _secret = Write("secret.csv", "user_id\nnobody's business\n");

    [Fact]
    public void A_query_sees_the_given_files_as_tables_by_their_full_and_short_names()
    {
        var users = Upload("users.csv", "user_id,plan\n007,trial\nb,paid\n");
        var orders = Upload("Orders of May.jsonl", "{\"user\": \"007\", \"sum\": 12}\n");

        Assert.Equal(["007"], Read("SELECT user_id FROM users WHERE plan = 'trial'", users, orders));
        Assert.Equal(["007"], Read("SELECT user_id FROM 'users.csv' WHERE plan = 'trial'", users, orders));
        Assert.Equal(
            ["007"],
            Read(
                "SELECT u.user_id FROM users u JOIN \"Orders of May\" o ON o.user = u.user_id AND o.sum > 10",
                users,
                orders
            )
        );
    }

    [Fact]
    public void Identifiers_keep_the_zeros_that_they_begin_with()
    {
        Assert.Equal(["00042"], Read("SELECT user_id FROM users", Upload("users.csv", "user_id\n00042\n")));
    }

    [Fact]
    public void Two_files_of_one_short_name_are_told_apart_by_their_full_names()
    {
        var csv = Upload("users.csv", "user_id\na\n");
        var tsv = Upload("users.tsv", "user_id\nb\n");

        Assert.Equal(["b"], Read("SELECT user_id FROM 'users.tsv'", csv, tsv));
        Assert.Throws<SourceException>(() => Read("SELECT user_id FROM users", csv, tsv));
    }

    [Theory]
    [InlineData("SELECT content AS user_id FROM read_text('{0}')")]
    [InlineData("SELECT * FROM read_csv('{0}')")]
    [InlineData("SELECT * FROM '{0}'")]
    [InlineData("SELECT file AS user_id FROM glob('/*')")]
    [InlineData("SELECT * FROM read_blob('/proc/self/environ')")]
    [InlineData("SELECT * FROM users, (SELECT * FROM read_csv('{0}'))")]
    [InlineData("SELECT * FROM sqlite_scan('{0}', 'x')")]
    [InlineData("SELECT * FROM 'https://example.com/users.csv'")]
    public void Nothing_else_of_the_machine_can_be_read(string sql)
    {
        var broken = Assert.Throws<SourceException>(() =>
            Read(string.Format(sql, _secret), Upload("users.csv", "user_id\na\n"))
        );
        Assert.True(broken.IsUsage, broken.Message);
        Assert.DoesNotContain("nobody", broken.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SET enable_external_access = true")]
    [InlineData("SET memory_limit = '100GB'")]
    [InlineData("SET lock_configuration = false")]
    [InlineData("COPY (SELECT 1) TO '{0}.copy'")]
    [InlineData("ATTACH '{0}' AS other")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("CREATE TABLE t AS SELECT 1")]
    [InlineData("PRAGMA database_list")]
    [InlineData("SELECT 1; SET enable_external_access = true")]
    [InlineData("SELECT 1) AS m(c0); SET enable_external_access = true; SELECT * FROM (SELECT 1")]
    public void Nothing_but_reading_is_done(string sql)
    {
        Assert.Throws<SourceException>(() => Read(string.Format(sql, _secret)));
        Assert.Equal([_secret], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_mistake_is_told_with_the_file_s_name_and_not_with_its_place()
    {
        var users = Upload("users.csv", "user_id,n\na,1\nb\n");

        var broken = Assert.Throws<SourceException>(() => Read("SELECT user_id, n FROM users WHERE n = 'x'", users));

        Assert.DoesNotContain(_folder.Path, broken.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private UploadedFile Upload(string name, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, $"upload {name}"));
        var file = new UploadedFile(name, Path.Combine(folder.FullName, $"members{Path.GetExtension(name)}"));
        File.WriteAllText(file.Path, text);
        return file;
    }

    private static List<string> Read(string sql, params UploadedFile[] files)
    {
        var rows = new TextRows();
        CohortSource
            .FromConfinedQuery(sql, files, 128L << 20)
            .Read(["user_id"], [rows], TestContext.Current.CancellationToken)
            .Dispose();
        return rows.First;
    }
}
