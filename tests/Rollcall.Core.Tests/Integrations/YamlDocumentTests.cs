using System.Text.Json;
using CsCheck;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Tests.Integrations;

public sealed class YamlDocumentTests
{
    [Theory]
    [InlineData("no")]
    [InlineData("on")]
    [InlineData("y")]
    [InlineData("007")]
    [InlineData("1_000")]
    [InlineData("1e3")]
    [InlineData("0x1F")]
    [InlineData("12:30:45")]
    [InlineData("2026-11-24")]
    [InlineData("1.10")]
    [InlineData("true")]
    [InlineData("a\u2028b")]
    [InlineData("a\u0085b")]
    public void Text_without_quotes_keeps_its_text(string text) =>
        Assert.Equal(text, Minimal("label: Europe", $"label: {text}").Integration!.CustomFields[0].Options[0].Label);

    [Theory]
    [InlineData("1000", "1000")]
    [InlineData("007", "7")]
    [InlineData("1.50", "1.50")]
    [InlineData("+3", "3")]
    [InlineData("-0.5e3", "-0.5e3")]
    [InlineData("0x1F", "31")]
    [InlineData("0o17", "15")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("no", "\"no\"")]
    [InlineData("'1000'", "\"1000\"")]
    [InlineData("\"null\"", "\"null\"")]
    [InlineData("{code: 1, tags: [a, 2, null]}", "{\"code\":1,\"tags\":[\"a\",2,null]}")]
    public void Json_values_follow_the_core_schema_and_keep_their_digits(string yaml, string json)
    {
        var errors = $"    errors: [{{status: 400, subError: {yaml}, reason: a, message: b}}]\n  removeUsers:";
        var read = Minimal("  removeUsers:", errors).Integration!.Endpoints.AddUsers!.Errors[0].SubError;

        Assert.Equal(json, JsonSerializer.Serialize(read));
    }

    [Fact]
    public void Every_character_of_any_scalar_is_found_where_it_stands() =>
        Gen.Select(Gen.OneOf("|", "|-", "|+", ">", ">-", ">+", "\"", "'", ""), Lines, Gen.Int[1, 4])
            .Sample(
                (style, lines, indent) =>
                {
                    var yaml = Scalar(style, lines, new string(' ', indent));
                    var faults = new FaultList();
                    if (
                        YamlTree.Read(new SourceText(yaml), faults) is MapNode { Entries: [var (_, value), ..] }
                        && value is ScalarNode scalar
                    )
                    {
                        AssertFound(scalar, yaml);
                    }
                },
                iter: 5_000
            );

    private static Gen<string[]> Lines =>
        Gen.OneOf("a", "b c", "", " ", "  x", "$y", "é😀", "it''s", "\\t\\u00e9", "\\", "# no", "-", "\t", "z ").Array[
            1,
            6
        ];

    private static string Scalar(string style, string[] lines, string indent) =>
        style switch
        {
            "\"" or "'" or "" => $"k: {style}{string.Join("\n" + indent, lines)}{style}\nnext: 1\n",
            _ => $"k: {style}\n{string.Concat(lines.Select(line => indent + line + "\n"))}next: 1\n",
        };

    private static void AssertFound(ScalarNode scalar, string yaml)
    {
        for (var i = 0; i < scalar.Text.Length; i++)
        {
            var c = scalar.Text[i];
            var at = yaml[scalar.At(i)];
            Assert.True(
                at == c || at == '\\' || (c is ' ' or '\n' && at is '\n' or ' ' or '\t'),
                $"{i} of {yaml} is at {scalar.At(i)}"
            );
            Assert.True(i == 0 || scalar.At(i) >= scalar.At(i - 1));
        }
    }

    private static IntegrationDocument Minimal(string find, string replacement)
    {
        var document = Documents.Parse(Documents.Text("minimal.yaml").Replace(find, replacement));
        Assert.Empty(document.Problems);
        return document;
    }
}
