using Rollcall.Core.Integrations;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Tests.Integrations;

public sealed class SampleDocumentTests
{
    private static readonly IntegrationDocument Sample = Documents.Read("sample.yaml");

    [Fact]
    public void Sample_of_the_specification_is_valid_without_a_warning() => Assert.Empty(Sample.Problems);

    [Fact]
    public void Everything_in_it_is_read()
    {
        var read = Sample.Integration!;

        Assert.Equal(
            ("Acme Lists", IntegrationType.List, "messaging", "acme.png"),
            (read.Name, read.Type, read.Category, read.Logo)
        );
        Assert.Equal("Keep an Acme list equal to a cohort.\n", read.Description);
        Assert.Equal("Bearer $bearer_token", read.Authentication.Header!.Value.Source);
        Assert.Equal(["bearer_token", "region"], read.Settings.Select(field => field.Variable));
        Assert.Equal([true, false], read.Settings.Select(field => field.IsSecret));
        Assert.Equal("eu", read.CustomFields[0].Default);
        Assert.Equal([new FieldOption("Europe", "eu"), new FieldOption("USA", "us")], read.CustomFields[0].Options);
        Assert.Equal(["trim", "lower"], read.Mapping.Fields[0].Normalize.Select(filter => filter.Name));
        Assert.Equal([new RateLimit(90, TimeSpan.FromSeconds(1))], read.Delivery.RateLimits);
        Assert.Equal(TimeSpan.FromMinutes(1), read.Delivery.MinInterval);
        Assert.Equal("data.id", read.Endpoints.CreateList!.ListId!.Path!.Text);
        Assert.Equal("Idempotency-Key", read.Endpoints.CreateList.IdempotencyHeader);
        Assert.Null(read.Endpoints.AddUsers!.IdempotencyHeader);
        Assert.Equal(10_000, read.Endpoints.AddUsers.BatchSize);
        Assert.Equal(["API key", "List limit"], read.Endpoints.RemoveUsers!.Errors.Select(error => error.Reason));
        Assert.Equal(TemplatePlace.JsonItem, read.Endpoints.AddUsers.Items!.Place);
    }

    [Fact]
    public void Its_table_lists_declarations_then_pre_defined_variables_in_order_of_use() =>
        Assert.Equal(
            [
                new VariableRow("bearer_token", true, true, false, VariableKind.Setting),
                new VariableRow("region", true, true, false, VariableKind.Setting),
                new VariableRow("user_id_field_amplitude", true, true, false, VariableKind.Mapping),
                new VariableRow("cohort_name", true, true, true, VariableKind.Run),
                new VariableRow("list_id", true, true, true, VariableKind.Run),
                new VariableRow("items", true, true, true, VariableKind.Batch),
            ],
            Sample.Variables.Rows
        );
}
