using CsCheck;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Integrations;

public sealed class RoundTripTests
{
    public static TheoryData<string> Names => [.. Documents.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Written_document_reads_as_the_same_integration(string name) => Check(Documents.Read(name));

    [Fact]
    public void Generated_document_reads_as_the_same_integration_after_writing_it() =>
        GeneratedDocuments.All.Sample(json => Check(Documents.Parse(json, "generated.json")), iter: 500);

    [Fact]
    public void Bearing_of_defaults_is_left_out()
    {
        var yaml = IntegrationWriter.ToYaml(Documents.Read("minimal.yaml").Integration!);

        Assert.DoesNotContain("parallelism", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("required", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("idempotencyKey", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Bodies_of_several_lines_are_written_as_blocks() =>
        Assert.Contains(
            "    body: |\n      {\"userIds\": $items}\n    items: '\"$user_id",
            IntegrationWriter
                .ToYaml(Documents.Read("sample.yaml").Integration!)
                .Replace("\"\\\"$user_id", "'\"$user_id"),
            StringComparison.Ordinal
        );

    private static void Check(IntegrationDocument document)
    {
        Assert.DoesNotContain(document.Problems, problem => problem.Severity == Severity.Error);
        var expected = Dump.Of(document.Integration);
        var (yaml, json) = (
            IntegrationWriter.ToYaml(document.Integration!),
            IntegrationWriter.ToJson(document.Integration!)
        );
        var (fromYaml, fromJson) = (Documents.Parse(yaml), Documents.Parse(json, "x.json"));

        Assert.True(fromYaml.Integration is not null, string.Join("\n", fromYaml.Problems) + "\n" + yaml);
        Assert.True(fromJson.Integration is not null, string.Join("\n", fromJson.Problems) + "\n" + json);
        Assert.Equal(expected, Dump.Of(fromYaml.Integration));
        Assert.Equal(expected, Dump.Of(fromJson.Integration));
        Assert.Equal(json, IntegrationWriter.ToJson(fromYaml.Integration));
        Assert.Equal(yaml, IntegrationWriter.ToYaml(fromJson.Integration));
    }
}
