using System.Text;

namespace Rollcall.Sources.Tests.Files;

public sealed class CompressedTests
{
    private const string Content = "id,name\n1,\"Ada, \"\"the\"\" first\"\n2,\"two\nlines\"\n3,\n";
    private static readonly string[] Expected = ["1|Ada, \"the\" first", "2|two\nlines", "3|Null:"];

    [Fact]
    public void Gzip_and_Zstandard_are_read_as_they_are()
    {
        Assert.Equal(Expected, Rows.Of(".csv.gz", Packed.Gzip(Content), "id", "name").Shown);
        Assert.Equal(Expected, Rows.Of(".csv.zst", Packed.Zstandard(Content), "id", "name").Shown);
    }

    [Fact]
    public void Members_and_frames_one_after_the_other_are_one_file()
    {
        byte[] gzip = [.. Packed.Gzip(Content[..20]), .. Packed.Gzip(""), .. Packed.Gzip(Content[20..])];
        Assert.Equal(Expected, Rows.Of(".csv.gz", gzip, "id", "name").Shown);
        byte[] zstandard = [.. Packed.Zstandard(Content[..20]), .. Packed.Zstandard(Content[20..])];
        Assert.Equal(Expected, Rows.Of(".csv.zst", zstandard, "id", "name").Shown);
    }

    [Fact]
    public void A_boundary_between_members_may_lie_anywhere_in_what_a_pipe_gives()
    {
        byte[] gzip = [.. Packed.Gzip(Content[..20]), .. Packed.Gzip(Content[20..])];
        byte[] zstandard = [.. Packed.Zstandard(Content[..20]), .. Packed.Zstandard(Content[20..])];
        for (var first = 1; first < gzip.Length; first++)
        {
            Assert.Equal(Expected, Rows.Of(".csv.gz", () => new Pieces(gzip, first, 1_000), 64, "id", "name").Shown);
        }
        for (var first = 1; first < zstandard.Length; first++)
        {
            Assert.Equal(
                Expected,
                Rows.Of(".csv.zst", () => new Pieces(zstandard, first, 1_000), 64, "id", "name").Shown
            );
        }
    }

    [Fact]
    public void Gzip_cut_short_at_any_byte_is_an_error() => EveryCutFails(".csv.gz", Packed.Gzip(Content));

    [Fact]
    public void Gzip_of_two_members_cut_short_at_any_byte_but_between_them_is_an_error()
    {
        var first = Packed.Gzip(Content);
        byte[] both = [.. first, .. Packed.Gzip("4,four\n")];
        EveryCutFails(".csv.gz", both, first.Length);
    }

    [Fact]
    public void Zstandard_cut_short_at_any_byte_is_an_error() => EveryCutFails(".csv.zst", Packed.Zstandard(Content));

    [Fact]
    public void Json_lines_cut_short_at_any_byte_of_their_gzip_are_an_error() =>
        EveryCutFails(".jsonl.gz", Packed.Gzip("{\"id\":1,\"name\":\"a\"}\n{\"id\":2,\"name\":\"b\"}\n"));

    [Fact]
    public void A_large_gzip_cut_short_anywhere_is_an_error()
    {
        var random = new Random(1);
        var content = new StringBuilder("id,name\n");
        for (var row = 0; row < 50_000; row++)
        {
            content.Append(row).Append(',').Append(random.NextInt64()).Append('\n');
        }
        var packed = Packed.Gzip(content.ToString());
        Assert.Equal(50_000, Rows.Of(".csv.gz", packed, "id", "name").Values.Count);
        for (var cut = 1; cut <= 40; cut++)
        {
            Assert.Contains("cut short", Rows.Fail(".csv.gz", packed[..random.Next(packed.Length)], "id").Message);
            Assert.Contains("cut short", Rows.Fail(".csv.gz", packed[..^cut], "id").Message);
        }
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("\0\0\0\0")]
    public void Anything_else_behind_a_member_is_an_error(string behind)
    {
        byte[] content = [.. Packed.Gzip(Content), .. Encoding.UTF8.GetBytes(behind)];
        Assert.Contains("cut short or damaged", Rows.Fail(".csv.gz", content, "id").Message);
    }

    [Fact]
    public void A_flipped_bit_in_gzip_is_an_error()
    {
        var packed = Packed.Gzip(Content);
        for (var at = 10; at < packed.Length; at++)
        {
            var damaged = (byte[])packed.Clone();
            damaged[at] ^= 0x01;
            Assert.False(Rows.Fail(".csv.gz", damaged, "id").IsUsage);
        }
    }

    [Fact]
    public void What_is_no_gzip_at_all_is_an_error() =>
        Assert.Contains("gzip", Rows.Fail(".csv.gz", "id,name\n1,a\n", "id").Message);

    private static void EveryCutFails(string ending, byte[] content, params int[] complete)
    {
        for (var length = 0; length < content.Length; length++)
        {
            if (!complete.Contains(length))
            {
                var error = Rows.Fail(ending, content[..length], "id", "name");
                Assert.Contains("cut short", error.Message);
                Assert.False(error.IsUsage);
            }
        }
    }
}
