using System.Text;
using CsCheck;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Integrations;

public sealed class HostileDocumentTests
{
    private static readonly byte[] Yaml = Encoding.UTF8.GetBytes(Documents.Text("sample.yaml"));

    private static readonly byte[] Json = Encoding.UTF8.GetBytes(
        IntegrationWriter.ToJson(Documents.Read("sample.yaml").Integration!)
    );

    private static readonly Gen<(int Place, int Kind, int Other)[]> Changes = Gen.Select(
        Gen.Int[0, 1_000_000],
        Gen.Int[0, 4],
        Gen.Int[0, 255]
    ).Array[1, 6];

    [Fact]
    public void Changed_bytes_of_a_document_never_throw_and_always_have_a_place() =>
        Gen.Select(Changes, Gen.Bool)
            .Sample(
                (changes, isJson) =>
                {
                    var bytes = Changed(isJson ? Json : Yaml, changes);
                    AssertTold(IntegrationDocument.Read(bytes, isJson ? "x.json" : "x.yaml"), bytes);
                },
                iter: 2_000
            );

    [Fact]
    public void Pieces_of_syntax_in_any_order_never_throw() =>
        Gen.OneOf(
                "a",
                ": ",
                "\n",
                "  ",
                "- ",
                "[",
                "]",
                "{",
                "}",
                ",",
                "\"",
                "'",
                "|",
                ">",
                "\n    ",
                "#",
                "&a ",
                "*a ",
                "!t ",
                "? ",
                "---\n",
                "...\n",
                "%YAML 1.2\n",
                "\t",
                "\\",
                "name",
                "endpoints:\n  ",
                "addUsers:\n    ",
                "$",
                "${",
                "😀",
                "\r\n",
                "<<: "
            )
            .Array[0, 40]
            .Sample(
                pieces =>
                {
                    var bytes = Encoding.UTF8.GetBytes(string.Concat(pieces));
                    AssertTold(IntegrationDocument.Read(bytes, "x.yaml"), bytes);
                    AssertTold(IntegrationDocument.Read(bytes, "x.json"), bytes);
                },
                iter: 2_000
            );

    [Theory]
    [InlineData("[", "x.yaml")]
    [InlineData("{a: ", "x.yaml")]
    [InlineData("- ", "x.yaml")]
    [InlineData("[", "x.json")]
    [InlineData("{\"a\": ", "x.json")]
    public void Ten_thousand_levels_are_one_error(string level, string file)
    {
        var document = Documents.Parse(string.Concat(Enumerable.Repeat(level, 10_000)), file);

        Assert.Contains("64 deep", Assert.Single(document.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_errors_are_all_told_in_the_order_of_the_text()
    {
        var text = new StringBuilder(Documents.Text("minimal.yaml"));
        for (var i = 0; i < 10_000; i++)
        {
            text.Append("unknown").Append(i).Append(": x\n");
        }

        var problems = Documents.Parse(text.ToString()).Problems;

        Assert.Equal(10_000, problems.Count);
        Assert.Equal(
            Enumerable.Range(0, 10_000).Select(i => (31 + i, 1)),
            problems.Select(problem => (problem.Line, problem.Column))
        );
    }

    [Fact]
    public void Ten_thousand_errors_on_one_line_have_their_columns()
    {
        var keys = Enumerable.Range(0, 10_000).Select(i => $"\"ü{i:D5}\":0");
        var problems = Documents.Parse("{" + string.Join(",", keys) + "}", "x.json").Problems;
        var unknown = problems.Where(problem =>
            problem.Message.StartsWith("There is no key", StringComparison.Ordinal)
        );

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => 2 + i * 11), unknown.Select(problem => problem.Column));
    }

    [Theory]
    [InlineData("name: Acme", "name: Acme\n{0}: x")]
    [InlineData("type: list", "type: {0}")]
    [InlineData("{{\"name\": \"$cohort_name\"}}", "{{\"name\": \"${0}\"}}")]
    [InlineData("    body: |\n      {{\"name\"", "    listIdPattern: '({0}'\n    body: |\n      {{\"name\"")]
    public void Message_stays_readable_however_long_the_text_is_that_it_quotes(string find, string replacement)
    {
        var text = Documents
            .Text("minimal.yaml")
            .Replace(find.Replace("{{", "{").Replace("}}", "}"), string.Format(replacement, new string('x', 900)));

        var problem = Assert.Single(Documents.Parse(text).Problems);

        Assert.InRange(problem.Message.Length, 20, 600);
    }

    [Fact]
    public void Document_of_more_than_a_mebibyte_is_refused()
    {
        var longest = Documents.Text("minimal.yaml");
        longest += "#" + new string('x', 1024 * 1024 - longest.Length - 1);

        Assert.Empty(Documents.Parse(longest).Problems);
        Assert.Contains(
            "1 MiB",
            Assert.Single(Documents.Parse(longest + "x").Problems).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told_where_they_stand()
    {
        byte[] bytes = [.. "# ä\nname: "u8, 0xE4, .. "\n"u8];

        var problem = Assert.Single(IntegrationDocument.Read(bytes, "x.yaml").Problems);

        Assert.Equal((2, 7), (problem.Line, problem.Column));
        Assert.Contains("UTF-8", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.yaml")]
    [InlineData("x.json")]
    public void Nothing_at_all_is_one_error(string file)
    {
        var problem = Assert.Single(Documents.Parse("", file).Problems);

        Assert.Equal((1, 1), (problem.Line, problem.Column));
    }

    [Fact]
    public void Byte_order_mark_takes_no_column()
    {
        var problem = Assert.Single(
            Documents.Parse("\uFEFF" + Documents.Text("minimal.yaml").Replace("apiVersion", "apiVersoin")).Problems
        );

        Assert.Equal((1, 1), (problem.Line, problem.Column));
    }

    private static byte[] Changed(byte[] document, (int Place, int Kind, int Other)[] changes)
    {
        var bytes = document.ToList();
        foreach (var (place, kind, other) in changes)
        {
            var at = place % bytes.Count;
            switch (kind)
            {
                case 0:
                    bytes[at] = (byte)other;
                    break;
                case 1:
                    bytes.Insert(at, (byte)other);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(other, bytes.Count - at - 1));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(other, bytes.Count - at)));
                    break;
                default:
                    bytes.Insert(at, (byte)"\n\"'{}[]:,$ \\#-|"[other % 15]);
                    break;
            }
        }
        return [.. bytes];
    }

    private static void AssertTold(IntegrationDocument document, byte[] bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").Replace('\r', '\n').Split('\n').Length;
        Assert.Equal(
            document.Integration is null,
            document.Problems.Any(problem => problem.Severity == Severity.Error)
        );
        Assert.All(document.Problems, problem => Assert.InRange(problem.Line, 1, lines));
        Assert.All(document.Problems, problem => Assert.True(problem.Column >= 1));
    }
}
