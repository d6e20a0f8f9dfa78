using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Integrations;

public sealed class JsonDocumentTests
{
    private static readonly string Valid = IntegrationWriter.ToJson(Documents.Read("minimal.yaml").Integration!);

    [Theory]
    [InlineData("\"Acme\"", "\"Acme", "JSON")]
    [InlineData("\"Acme\",", "\"Acme\"", "JSON")]
    [InlineData("\"Acme\"", "Acme", "JSON")]
    [InlineData("\"Acme\"", "\"Ac\\me\"", "JSON")]
    [InlineData("\"Acme\",", "\"Acme\", // name", "JSON")]
    [InlineData("\"list\",", "\"list\",}", "comma")]
    [InlineData("\"Acme\"", "\"\\ud83d\"", "surrogate")]
    public void Syntax_error_is_one_error_on_its_line(string find, string replacement, string word)
    {
        var problem = Assert.Single(Documents.Parse(Valid.Replace(find, replacement), "x.json").Problems);

        Assert.InRange(problem.Line, 3, 4);
        Assert.Contains(word, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("reader options", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_that_stands_twice_is_told_at_the_second()
    {
        var problem = Assert.Single(
            Documents
                .Parse(Valid.Replace("\"type\": \"list\"", "\"type\": \"list\", \"type\": \"list\""), "x.json")
                .Problems
        );

        Assert.Equal((4, 19), (problem.Line, problem.Column));
    }

    [Theory]
    [InlineData(@"{\""name\"": \""$chort_name\""}\n")]
    [InlineData(@"{\""n\u0061me\"": \""$chort_name\""}\n")]
    [InlineData(@"{\""\ud83d\ude00\"": \""$chort_name\""}\n")]
    [InlineData(@"{\""😀\"": \""$chort_name\""}\n")]
    public void Fault_in_a_template_is_told_at_its_character_behind_escapes(string body)
    {
        var json = Valid.Replace(@"{\""name\"": \""$cohort_name\""}\n", body);
        var expected = json.Split('\n').Single(line => line.Contains("chort_name", StringComparison.Ordinal));

        var problem = Assert.Single(Documents.Parse(json, "x.json").Problems);

        Assert.Equal(expected.EnumerateRunes().TakeWhile(rune => rune.Value != '$').Count() + 1, problem.Column);
    }

    [Fact]
    public void Numbers_and_booleans_keep_their_text_where_text_is_asked_for()
    {
        var document = Documents.Parse(Valid.Replace("\"eu\"", "1.50").Replace("\"Europe\"", "true"), "x.json");

        Assert.Equal(new FieldOption("true", "1.50"), document.Integration!.CustomFields[0].Options[0]);
    }

    [Fact]
    public void Ending_of_the_file_decides_and_not_its_case()
    {
        Assert.Empty(Documents.Parse(Valid, "X.JSON").Problems);
        Assert.Empty(Documents.Parse(Valid, "x.yaml").Problems);
        Assert.NotEmpty(Documents.Parse(Documents.Text("minimal.yaml"), "x.json").Problems);
    }
}
