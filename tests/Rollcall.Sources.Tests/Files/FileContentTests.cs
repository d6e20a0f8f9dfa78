using CsCheck;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Tests.Files;

/// <summary>How files are recognized that hold what they held.</summary>
public sealed class FileContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_read_is_recognized_whatever_the_format()
    {
        string[] files =
        [
            _folder.Write("a.csv", "id\n1\n"),
            _folder.Write("b.csv.gz", Packed.Gzip("id\n2\n")),
            _folder.Write("c.csv.zst", Packed.Zstandard("id\n3\n")),
            _folder.Write("d.jsonl", "{\"id\":4}"),
        ];
        var content = Read(files);

        Assert.NotNull(content);
        Assert.True(Holds(files, content));
        Assert.False(Holds([.. files.Reverse()], content));
        Assert.False(Holds(files[..3], content));
    }

    [Fact]
    public void A_file_that_was_written_again_with_the_same_bytes_is_the_same()
    {
        var path = _folder.Write("a.csv", "id\n1\n");
        var content = Read(path)!;
        File.Delete(path);
        Assert.False(Holds([path], content));
        _folder.Write("a.csv", "id\n1\n");
        Assert.True(Holds([path], content));
    }

    [Fact]
    public void The_same_bytes_under_a_name_that_says_another_format_are_not_the_same()
    {
        var content = Read(_folder.Write("a.csv", "id\n1\n"))!;
        Assert.False(Holds([_folder.Write("a.tsv", "id\n1\n")], content));
        Assert.True(Holds([_folder.Write("b.csv", "id\n1\n")], content));
    }

    [Fact]
    public void What_can_be_read_once_only_is_not_recognized()
    {
        var source = CohortSource.FromFiles(["-"], () => new MemoryStream("id\n1\n"u8.ToArray()));
        using var places = source.Read(["id"], [new Rows(1)], TestContext.Current.CancellationToken);
        Assert.Null(places.Content);
        Assert.False(source.Holds("Csv/None 5 AAAA", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Csv/None")]
    [InlineData("Csv/None x AAAA")]
    [InlineData("Csv/None 5 AAAA\nCsv/None 5 AAAA")]
    public void What_another_version_may_have_kept_is_no_match(string kept) =>
        Assert.False(Holds([_folder.Write("a.csv", "id\n1\n")], kept));

    [Fact]
    public void One_byte_more_less_or_other_anywhere_is_another_content()
    {
        Gen.Select(Gen.Byte.Array[1, 300], Gen.Int[0, 299], Gen.Int[0, 2])
            .Sample(
                (bytes, at, change) =>
                {
                    at %= bytes.Length;
                    var content = FileContent.Of(Written("x.csv", bytes), CancellationToken.None)!;
                    byte[] other = change switch
                    {
                        0 => [.. bytes[..at], (byte)(bytes[at] + 1), .. bytes[(at + 1)..]],
                        1 => [.. bytes[..at], 7, .. bytes[at..]],
                        _ => [.. bytes[..at], .. bytes[(at + 1)..]],
                    };
                    Assert.Equal(content.Write(), FileContent.Parse(content.Write())!.Write());
                    Assert.True(content.IsIn(Written("y.csv", bytes), CancellationToken.None));
                    Assert.False(content.IsIn(Written("y.csv", other), CancellationToken.None));
                },
                iter: 300,
                threads: 1 // The files are the same ones each time.
            );
    }

    [Fact]
    public void Pieces_are_cut_at_the_same_places_however_the_bytes_come()
    {
        var bytes = new byte[(FileContent.PieceOf(0) * 2) + 5];
        new Random(1).NextBytes(bytes);
        var kind = FileKind.Of("x.csv");
        var whole = new FileHash(kind, bytes.Length);
        whole.Add(bytes);
        var parts = new FileHash(kind, bytes.Length);
        foreach (var part in bytes.Chunk(1_000_003))
        {
            parts.Add(part);
        }
        var content = whole.Complete()!;
        Assert.Equal(3 * 16, content.Hashes.Length);
        Assert.Equal(content.Write(), parts.Complete()!.Write());
        Assert.True(content.IsIn(Written("x.csv", bytes), CancellationToken.None));
        bytes[^1]++;
        Assert.False(content.IsIn(Written("x.csv", bytes), CancellationToken.None));
    }

    [Fact]
    public void A_file_of_any_size_is_known_by_a_thousand_hashes_at_most()
    {
        Assert.Equal(8 << 20, FileContent.PieceOf(1 << 30));
        var large = 1L << 45;
        Assert.InRange(large / FileContent.PieceOf(large), 1_000, 1_024);
    }

    private MemberFile Written(string name, byte[] bytes) => MemberFile.Named(name, _folder.Write(name, bytes));

    private static string? Read(params string[] files)
    {
        using var places = CohortSource
            .FromFiles(files)
            .Read(["id"], [new Rows(1)], TestContext.Current.CancellationToken);
        return places.Content;
    }

    private static bool Holds(string[] files, string content) =>
        CohortSource.FromFiles(files).Holds(content, TestContext.Current.CancellationToken);
}
