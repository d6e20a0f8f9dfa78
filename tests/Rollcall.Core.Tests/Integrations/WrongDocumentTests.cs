using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Integrations;

public sealed class WrongDocumentTests
{
    private const char Mark = '▸';

    private static readonly string Minimal = Documents.Text("minimal.yaml");

    public static TheoryData<string> Names => [.. WrongDocuments.All.Select(wrong => wrong.Name)];

    [Fact]
    public void Document_that_the_others_are_made_of_is_valid() => Assert.Empty(Documents.Parse(Minimal).Problems);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_fault_is_told_once_at_its_character(string name) => Check(name, "\n");

    [Theory]
    [MemberData(nameof(Names))]
    public void Places_are_the_same_with_line_ends_of_two_characters(string name) => Check(name, "\r\n");

    private static void Check(string name, string lineEnd)
    {
        var wrong = WrongDocuments.All.Single(wrong => wrong.Name == name);
        var (text, marks) = Marked(Text(wrong));
        var document = Documents.Parse(text.Replace("\n", lineEnd), "acme.yaml");
        var told = document.Problems.Where(problem => problem.Severity == Severity.Error).ToList();
        var shown = string.Join("\n", told);

        Assert.Null(document.Integration);
        Assert.True(told.Count == wrong.Words.Length * wrong.Times, shown);
        for (var i = 0; i < wrong.Words.Length; i++)
        {
            Assert.All(
                wrong.Words[i],
                word => Assert.True(told[i].Message.Contains(word, StringComparison.Ordinal), shown)
            );
        }
        if (wrong.At is { } at)
        {
            marks.Insert(0, at);
        }
        for (var i = 0; i < marks.Count; i++)
        {
            var place = (told[i].Line, wrong.IsLineOnly ? marks[i].Column : told[i].Column);
            Assert.True(place == marks[i], $"expected {marks[i]}\n{shown}");
        }
    }

    private static string Text(WrongDocument wrong)
    {
        var text = Replace(Minimal, wrong.Find, wrong.Replacement);
        return wrong.Also is { } also ? Replace(text, also.Find, also.Replacement) : text;
    }

    private static string Replace(string text, string find, string replacement)
    {
        var at = text.IndexOf(find, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The minimal document does not hold: {find}");
        return text[..at] + replacement + text[(at + find.Length)..];
    }

    private static (string Text, List<(int Line, int Column)> Marks) Marked(string text)
    {
        var marks = new List<(int, int)>();
        var (line, column) = (1, 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == Mark)
            {
                marks.Add((line, column));
            }
            else
            {
                (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
            }
        }
        return (text.Replace(Mark.ToString(), ""), marks);
    }
}
