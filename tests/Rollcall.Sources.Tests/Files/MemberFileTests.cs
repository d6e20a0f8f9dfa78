using Rollcall.Core.Members;

namespace Rollcall.Sources.Tests.Files;

public sealed class MemberFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("users")]
    [InlineData("users.txt")]
    [InlineData("users.xlsx")]
    [InlineData("users.gz")]
    [InlineData("users.csv.bz2")]
    [InlineData("-.txt")]
    public void An_unknown_ending_is_a_mistake_that_lists_the_known(string path)
    {
        var error = Assert.Throws<SourceException>(() => CohortSource.FromFiles([path]));
        Assert.Contains(
            ".csv, .tsv, .jsonl, .ndjson, each also with .gz or .zst behind it, and .parquet",
            error.Message
        );
        Assert.True(error.IsUsage);
    }

    [Theory]
    [InlineData("https://example.com/users.csv")]
    [InlineData("s3://bucket/users.parquet")]
    public void An_address_is_refused(string path)
    {
        var error = Assert.Throws<SourceException>(() => CohortSource.FromFiles([path]));
        Assert.Contains("only files on this machine", error.Message);
        Assert.True(error.IsUsage);
    }

    [Theory]
    [InlineData("missing.csv", "there is no such file")]
    [InlineData("missing.parquet", "there is no such file")]
    [InlineData("folder.csv", "is a folder")]
    [InlineData("folder.parquet", "is a folder")]
    public void What_is_not_there_is_a_mistake(string name, string message)
    {
        Directory.CreateDirectory(_folder["folder.csv"]);
        Directory.CreateDirectory(_folder["folder.parquet"]);
        var source = CohortSource.FromFiles([_folder[name]]);
        var error = Assert.Throws<SourceException>(() => Rows.Of(source, "id"));
        Assert.Contains(message, error.Message);
        Assert.True(error.IsUsage);
    }

    [Fact]
    public void Files_of_several_formats_are_one_cohort_and_each_row_tells_its_file()
    {
        string[] files =
        [
            _folder.Write("a.csv", "id,name\n1,a\n"),
            _folder.Write("b.TSV", "name\tx\tid\nb\t9\t2\n"),
            _folder.Write("c.jsonl", "{\"id\":3,\"name\":\"c\"}\n"),
            _folder.Write("d.csv.gz", Packed.Gzip("name,id\nd,4\n")),
        ];
        var rows = Rows.Of(CohortSource.FromFiles(files), "id", "name");
        Assert.Equal(["1|a", "2|b", "Number:3|c", "4|d"], rows.Shown);
        Assert.Equal(files, rows.Sources);
        Assert.Equal([2, 2, 1, 2], rows.Lines);
    }

    [Fact]
    public void Every_file_needs_the_wanted_columns()
    {
        string[] files = [_folder.Write("a.csv", "id,name\n1,a\n"), _folder.Write("b.csv", "id\n2\n")];
        var error = Assert.Throws<SourceException>(() => Rows.Of(CohortSource.FromFiles(files), "id", "name"));
        Assert.StartsWith($"{files[1]} has no column \"name\"", error.Message);
    }

    [Theory]
    [InlineData("-", "id\n1\n", "1")]
    [InlineData("-.tsv", "x\tid\n,\t1\n", "1")]
    [InlineData("-.ndjson", "{\"id\":1}", "Number:1")]
    public void Standard_input_is_CSV_unless_an_ending_says_otherwise(string path, string content, string expected)
    {
        var source = CohortSource.FromFiles(
            [path],
            () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content))
        );
        Assert.Equal("standard input", source.Name);
        Assert.Equal([expected], Rows.Of(source, "id").Shown);
    }

    [Fact]
    public void Standard_input_can_be_given_once()
    {
        var error = Assert.Throws<SourceException>(() => CohortSource.FromFiles(["-", "-.jsonl"]));
        Assert.True(error.IsUsage);
    }

    [Theory]
    [InlineData("growing.csv", "12345678\n")]
    [InlineData("growing.jsonl", "{\"id\":1}\n")]
    public void A_file_that_changes_while_it_is_read_is_an_error(string name, string line)
    {
        // More than is read at once, so that the end is not reached yet when the first row is given.
        var lines = string.Concat(Enumerable.Repeat(line, (FileCohort.DefaultBufferSize / line.Length) + 10));
        var path = _folder.Write(name, (name.EndsWith(".csv", StringComparison.Ordinal) ? "id\n" : "") + lines);
        var error = Assert.Throws<SourceException>(() =>
            CohortSource
                .FromFiles([path])
                .Read(["id"], [new Growing(path, line)], TestContext.Current.CancellationToken)
        );
        Assert.Contains("changed while it was read", error.Message);
        Assert.False(error.IsUsage);
    }

    [Fact]
    public void Reading_stops_when_it_is_asked_to()
    {
        var path = _folder.Write(
            "many.csv",
            "id\n" + string.Concat(Enumerable.Range(0, 100_000).Select(id => $"{id}\n"))
        );
        using var stop = new CancellationTokenSource();
        var rows = new Stopping(stop);
        Assert.Throws<OperationCanceledException>(() =>
            CohortSource.FromFiles([path]).Read(["id"], [rows], stop.Token)
        );
        Assert.InRange(rows.Count, 1, 20_000);
    }

    private sealed class Growing(string path, string more) : IMemberSink
    {
        private bool _grown;

        public void Add(in MemberRow row)
        {
            if (!_grown)
            {
                File.AppendAllText(path, more);
                _grown = true;
            }
        }
    }

    private sealed class Stopping(CancellationTokenSource stop) : IMemberSink
    {
        public int Count { get; private set; }

        public void Add(in MemberRow row)
        {
            Count++;
            stop.Cancel();
        }
    }
}
