using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Json.Schema;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Integrations;

public sealed class IntegrationSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(IntegrationSchema.ToJson());

    public static TheoryData<string> Names => [.. Documents.Names];

    [Fact]
    public void Checked_in_schema_is_the_generated_one() =>
        CheckedInFile.AssertIs("docs/integration.schema.json", IntegrationSchema.ToJson());

    [Fact]
    public void Schema_is_a_schema_of_its_draft() =>
        Assert.True(
            MetaSchemas.Draft202012.Evaluate(JsonDocument.Parse(IntegrationSchema.ToJson()).RootElement).IsValid
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Valid_documents_are_accepted(string name) =>
        AssertAccepted(IntegrationWriter.ToJson(Documents.Read(name).Integration!));

    [Fact]
    public void Generated_documents_are_accepted() =>
        GeneratedDocuments.All.Sample(AssertAccepted, iter: 100, threads: 1);

    [Theory]
    [InlineData("""{"categry": "x"}""")]
    [InlineData("""{"type": "lst"}""")]
    [InlineData("""{"type": "property"}""")]
    [InlineData("""{"name": ""}""")]
    [InlineData("""{"name": null}""")]
    [InlineData("""{"logo": "x.svg"}""")]
    [InlineData("""{"slugifyCohortName": "yes"}""")]
    [InlineData("""{"delivery": {"timeout": "30"}}""")]
    [InlineData("""{"delivery": {"parallelism": 0}}""")]
    [InlineData("""{"mapping": {"fields": []}}""")]
    [InlineData("""{"mapping": {"fields": [{"variable": "a-b"}]}}""")]
    [InlineData("""{"customFields": [{"variable": "a", "type": "single_select"}]}""")]
    [InlineData("""{"customFields": [{"variable": "a", "options": [{"label": "a", "value": "b"}]}]}""")]
    [InlineData("""{"endpoints": {"addUsers": {"method": "POST", "url": "https://a.example/$email"}}}""")]
    [InlineData("""{"authentication": {"method": "oauth2"}}""")]
    [InlineData("""{"partnerSecrets": []}""")]
    public void Wrong_documents_are_refused_by_schema_and_reader(string change)
    {
        var document = JsonNode.Parse(IntegrationWriter.ToJson(Documents.Read("sample.yaml").Integration!))!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(change)!.AsObject())
        {
            document[key] = value?.DeepClone();
        }

        Assert.False(Evaluate(document.ToJsonString()).IsValid);
        Assert.Null(Documents.Parse(document.ToJsonString(), "x.json").Integration);
    }

    [Theory]
    [InlineData("status", "999")]
    [InlineData("status", "\"6xx\"")]
    [InlineData("action", "\"ignore\"")]
    public void Wrong_error_classifications_are_refused(string key, string value)
    {
        var document = JsonNode.Parse(IntegrationWriter.ToJson(Documents.Read("sample.yaml").Integration!))!;
        document["endpoints"]!["createList"]!["errors"]![0]![key] = JsonNode.Parse(value);

        Assert.False(Evaluate(document.ToJsonString()).IsValid);
    }

    private static void AssertAccepted(string json)
    {
        var result = Evaluate(json);
        Assert.True(result.IsValid, JsonSerializer.Serialize(result) + json);
    }

    private static EvaluationResults Evaluate(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
    }
}
