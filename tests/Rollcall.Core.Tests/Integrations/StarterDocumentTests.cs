using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Integrations;

public sealed class StarterDocumentTests
{
    [Theory]
    [InlineData(IntegrationType.List)]
    [InlineData(IntegrationType.Property)]
    public void Starter_is_valid_without_a_warning(IntegrationType type)
    {
        var document = Documents.Parse(StarterDocument.Of(type));

        Assert.Empty(document.Problems);
        Assert.Equal(type, document.Integration!.Type);
    }

    [Fact]
    public void List_starter_has_the_payloads_of_the_guide()
    {
        var endpoints = Documents.Parse(StarterDocument.Of(IntegrationType.List)).Integration!.Endpoints;

        Assert.Contains(
            "\"name\": \"[Rollcall] $cohort_name\"",
            endpoints.CreateList!.Body!.Source,
            StringComparison.Ordinal
        );
        Assert.Contains("\"context\": {\"integration\"", endpoints.CreateList.Body.Source, StringComparison.Ordinal);
        Assert.Equal("listId", endpoints.CreateList.ListId!.Path!.Text);
        Assert.Contains("\"userIds\": $items,", endpoints.AddUsers!.Body!.Source, StringComparison.Ordinal);
        Assert.Equal("\"$user_id_field_amplitude\"", endpoints.AddUsers.Items!.Source);
        Assert.Equal(10_000, endpoints.AddUsers.BatchSize);
    }
}
