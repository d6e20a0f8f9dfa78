using Rollcall.Core.Members;
using Rollcall.Sources.Duck;
using Rollcall.Sources.Samples;

namespace Rollcall.Sources.Tests.Samples;

/// <summary>What the beginning of a source tells.</summary>
public sealed class SampleReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Columns_are_told_with_their_types_samples_and_share_of_values()
    {
        var sample = Sample("a.csv", "user_id,age,vip,note\n007,31,true,\n008,,false,\n008,33,true,\n");

        Assert.Equal(["user_id", "age", "vip", "note"], sample.Columns.Select(column => column.Name));
        Assert.Equal(["text", "number", "true or false", "empty"], sample.Columns.Select(column => column.Type));
        Assert.Equal(["007", "008"], sample.Columns[0].Samples);
        Assert.Equal(2.0 / 3, sample.Columns[1].Filled);
        Assert.Equal(["008", null, "false", null], sample.Rows[1]);
        Assert.Equal(3, sample.RowsLookedAt);
    }

    [Fact]
    public void Json_lines_name_their_columns_row_by_row()
    {
        var sample = Sample("a.jsonl", "{\"id\": 1}\n\n{\"id\": \"x\", \"tags\": [1]}\n");

        Assert.Equal([("id", "mixed"), ("tags", "JSON")], sample.Columns.Select(column => (column.Name, column.Type)));
    }

    [Fact]
    public void Only_the_beginning_of_a_large_source_is_read_and_all_of_it_is_counted()
    {
        var file = Write(
            "a.csv",
            $"user_id\n{string.Concat(Enumerable.Range(0, 50_000).Select(number => $"u{number}\n"))}"
        );

        Assert.Equal(SampleReader.RowsLookedAt, Sample(file).RowsLookedAt);
        Assert.Equal(50_000, SampleReader.Count(CohortSource.FromUpload(file), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_column_whose_name_stands_twice_is_left_out()
    {
        Assert.Equal(["b"], Sample("a.csv", "a,b,a\n1,2,3\n").Columns.Select(column => column.Name));
    }

    [Theory]
    [InlineData("a.csv", "")]
    [InlineData("a.csv", "user_id\na,b\n")]
    [InlineData("a.jsonl", "{\"id\": 1}\nno json\n")]
    [InlineData("a.parquet", "PAR1 but not much of it")]
    public void What_cannot_be_read_is_told_with_the_name_that_people_know(string name, string text)
    {
        var broken = Assert.Throws<SourceException>(() => Sample(name, text));

        Assert.Contains(name, broken.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, broken.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private UploadedFile Write(string name, string text)
    {
        var file = new UploadedFile(name, Path.Combine(_folder.Path, $"members{Path.GetExtension(name)}"));
        File.WriteAllText(file.Path, text);
        return file;
    }

    private SourceSample Sample(string name, string text) => Sample(Write(name, text));

    private static SourceSample Sample(UploadedFile file) =>
        SampleReader.Sample(CohortSource.FromUpload(file), 10, TestContext.Current.CancellationToken);
}
