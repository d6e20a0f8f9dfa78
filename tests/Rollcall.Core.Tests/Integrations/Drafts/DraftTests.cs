using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;

namespace Rollcall.Core.Tests.Integrations.Drafts;

public sealed partial class DraftTests
{
    public static TheoryData<string> Names => [.. Documents.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Imported_and_exported_document_is_equal(string name) => Check(Documents.Text(name), name);

    [Theory]
    [InlineData(IntegrationType.List)]
    [InlineData(IntegrationType.Property)]
    public void Starter_is_equal_after_import_and_export(IntegrationType type) =>
        Check(StarterDocument.Of(type), "starter.yaml");

    [Fact]
    public void Generated_document_is_equal_after_import_and_export() =>
        GeneratedDocuments.All.Sample(json => Check(json, "generated.json"), iter: 300);

    [Fact]
    public void Draft_is_wrong_where_its_file_is()
    {
        // A draft is JSON at heart: YAML's numbers that JSON does not have are text in it.
        foreach (var wrong in WrongDocuments.All.Where(wrong => !NoJsonNumber().IsMatch(wrong.Replacement)))
        {
            var text = Documents.Text("minimal.yaml").Replace(wrong.Find, wrong.Replacement.Replace("▸", ""));
            var document = Documents.Parse(text);
            var root = DraftTree.Read(Encoding.UTF8.GetBytes(text), "x.yaml", out var problems);
            if (root is null)
            {
                Assert.NotEmpty(problems);
                continue;
            }
            Assert.True(document.Integration is null == !DraftCheck.Of(root).IsValid, $"{wrong.Name}\n{text}");
        }
    }

    [Theory]
    [InlineData("batchSize", "\"ten\"", "endpoints.addUsers.batchSize", null)]
    [InlineData("url", "\"https://$regoin.example/\"", "endpoints.addUsers.url", 8)]
    [InlineData("body", "\"{\\n \\\"é😀\\\": $nobody}\"", "endpoints.addUsers.body", 10)]
    [InlineData("items", "\"\\\"\\u2028$x\\\"\"", "endpoints.addUsers.items", 2)]
    public void Message_belongs_to_the_field_and_the_place_in_its_text(string key, string json, string path, int? index)
    {
        var root = Starter();
        root["endpoints"]!["addUsers"]![key] = JsonNode.Parse(json);
        var problem = DraftCheck.Of(root).Problems.First(problem => problem.Severity == Severity.Error);
        Assert.Equal((path, index), (problem.Path, problem.Index));
    }

    [Fact]
    public void Message_of_a_row_belongs_to_the_row()
    {
        var root = Starter();
        root["endpoints"]!["createList"]!["errors"]![1]!["status"] = "4010";
        Assert.Equal("endpoints.createList.errors[1].status", Assert.Single(DraftCheck.Of(root).Problems).Path);
    }

    [Fact]
    public void What_was_typed_stays_whatever_it_is()
    {
        GeneratedText.Sample(text =>
        {
            var root = Starter();
            root["endpoints"]!["addUsers"]!["body"] = text;
            var check = DraftCheck.Of(root);
            Assert.All(check.Problems, problem => Assert.True(problem.Index is null || problem.Index <= text.Length));
            foreach (
                var (file, name) in new[] { (DraftTree.ToJson(root), "x.json"), (DraftTree.ToYaml(root), "x.yaml") }
            )
            {
                var read = DraftTree.Read(Encoding.UTF8.GetBytes(file), name, out var problems);
                Assert.True(read is not null, string.Join("\n", problems) + "\n" + file);
                Assert.Equal(text, read["endpoints"]!["addUsers"]!["body"]!.GetValue<string>());
            }
        });
    }

    [Fact]
    public void Name_with_dots_has_a_path_of_its_own()
    {
        var root = Starter();
        root["headers"] = new JsonObject
        {
            ["X.Y"] = "$nobody",
            ["X"] = new JsonObject { ["Y"] = "1" },
        };
        var paths = DraftCheck.Of(root).Problems.Select(problem => problem.Path).ToList();
        Assert.Contains("headers['X.Y']", paths);
        Assert.Contains("headers.X", paths);
    }

    [Fact]
    public void Ten_thousand_errors_are_told()
    {
        var root = Starter();
        root["customFields"] = new JsonArray([
            .. Enumerable.Range(0, 10_000).Select(number => new JsonObject { ["variable"] = $"a-{number}" }),
        ]);
        var check = DraftCheck.Of(root);
        Assert.False(check.IsValid);
        Assert.InRange(check.Problems.Count, 10_000, 30_000);
        Assert.Contains(check.Problems, problem => problem.Path == "customFields[9999].variable");
    }

    [System.Text.RegularExpressions.GeneratedRegex(
        @"\.(?:nan|inf)\b",
        System.Text.RegularExpressions.RegexOptions.IgnoreCase
    )]
    private static partial System.Text.RegularExpressions.Regex NoJsonNumber();

    private static Gen<string> GeneratedText =>
        Gen.OneOf(
            // By characters, so that no half of a pair stands alone: no text that is typed has one.
            Gen.String["ab $\"\\{}:,é\n\t\r\u0085\u2028"].Select(text => text.Replace("b", "b😀")),
            Gen.String[Gen.Char[' ', '\ud7ff'].Where(c => c is < '\x7f' or > '\x9f')]
        );

    private static JsonObject Starter() =>
        DraftTree.Read(Encoding.UTF8.GetBytes(StarterDocument.Of(IntegrationType.List)), "starter.yaml", out _)!;

    private static void Check(string text, string name)
    {
        var original = Documents.Parse(text, name);
        Assert.NotNull(original.Integration);
        var root = DraftTree.Read(Encoding.UTF8.GetBytes(text), name, out _);
        Assert.NotNull(root);
        var expected = Dump.Of(original.Integration);
        Assert.Equal(expected, Dump.Of(DraftCheck.Of(root).Document.Integration));
        var (yaml, json) = (DraftTree.ToYaml(root), DraftTree.ToJson(root));
        Assert.Equal(expected, Dump.Of(Documents.Parse(yaml).Integration));
        Assert.Equal(expected, Dump.Of(Documents.Parse(json, "x.json").Integration));
        var again = DraftTree.Read(Encoding.UTF8.GetBytes(yaml), "x.yaml", out _);
        Assert.True(JsonNode.DeepEquals(root, again), yaml);
    }
}
