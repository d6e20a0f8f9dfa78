using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Integrations;

public sealed class VariableTableTests
{
    private static readonly string Minimal = Documents.Text("minimal.yaml");

    [Fact]
    public void Declared_and_unused_is_a_warning_at_the_declaration()
    {
        var document = Documents.Parse(
            Minimal.Replace("    - variable: email\n", "    - variable: email\n    - variable: plan\n")
        );

        var problem = Assert.Single(document.Problems);
        Assert.Equal((Severity.Warning, 13, 17), (problem.Severity, problem.Line, problem.Column));
        Assert.NotNull(document.Integration);
        Assert.Equal(new VariableRow("plan", true, false, false, VariableKind.Mapping), document.Variables.Rows[3]);
    }

    [Fact]
    public void Bearer_that_would_be_sent_twice_is_a_warning()
    {
        var text = Documents
            .Text("minimal.yaml")
            .Replace("  method: bearer\n", "  method: bearer\n  token: Bearer $bearer_token\n");

        var problem = Assert.Single(Documents.Parse(text).Problems);

        Assert.Equal((Severity.Warning, 6, 10), (problem.Severity, problem.Line, problem.Column));
    }

    [Fact]
    public void Slug_without_the_name_is_a_warning()
    {
        var text = Minimal
            .Replace("$cohort_name", "$cohort_id")
            .Replace("type: list\n", "type: list\nslugifyCohortName: true\n");

        var problem = Assert.Single(Documents.Parse(text).Problems);
        Assert.Equal((Severity.Warning, 4, 1), (problem.Severity, problem.Line, problem.Column));
    }

    [Theory]
    [InlineData("cohort_name")]
    [InlineData("amp_cohort_name")]
    [InlineData("amplitude_cohort_name")]
    public void Slug_with_the_name_under_any_of_its_names_is_none(string name) =>
        Assert.Empty(
            Documents
                .Parse(
                    Minimal
                        .Replace("cohort_name", name)
                        .Replace("type: list\n", "type: list\nslugifyCohortName: true\n")
                )
                .Problems
        );

    [Fact]
    public void Unknown_variable_is_listed_as_used_and_not_declared()
    {
        var document = Documents.Parse(Minimal.Replace("$cohort_name", "$chort"));

        Assert.Contains(new VariableRow("chort", false, true, false, VariableKind.Unknown), document.Variables.Rows);
    }

    [Fact]
    public void Template_that_cannot_be_read_makes_no_variable_look_unused()
    {
        var document = Documents.Parse(Minimal.Replace("    items: '\"$email\"'", "    items: '\"$email'"));

        Assert.All(document.Problems, problem => Assert.Equal(Severity.Error, problem.Severity));
    }

    [Theory]
    [InlineData("basic", "api_key,api_secret")]
    [InlineData("header", "api_key")]
    [InlineData("bearer", "bearer_token")]
    [InlineData("custom", "")]
    [InlineData("none", "")]
    public void Method_declares_what_it_asks_for_as_secrets(string method, string variables)
    {
        var read = Documents.Parse(Minimal.Replace("bearer", method)).Integration!;
        var asked = read.Settings.Where(field => field.Variable != "region").ToList();

        Assert.Equal(variables, string.Join(",", asked.Select(field => field.Variable)));
        Assert.All(asked, field => Assert.True(field.IsSecret));
        Assert.All(asked, field => Assert.Equal(field.Variable != "api_secret", field.Required));
    }

    [Fact]
    public void Custom_field_of_an_authentication_variable_sets_its_name_and_place()
    {
        var text = Minimal.Replace(
            "customFields:\n",
            "customFields:\n  - {variable: bearer_token, displayName: Personal token, scope: sync}\n"
        );

        var field = Assert.Single(
            Documents.Parse(text).Integration!.Settings,
            field => field.Variable == "bearer_token"
        );
        Assert.Equal(
            ("Personal token", CustomFieldType.Secret, FieldScope.Sync, true),
            (field.DisplayName, field.Type, field.Scope, field.IsSecret)
        );
    }

    [Theory]
    [InlineData("type: list\n", "type: list\nheaders: {X-A: $client}\n", true)]
    [InlineData("/add\n", "/add?a=$client\n", true)]
    [InlineData("/add\n", "/add\n    query: {a: $client}\n", true)]
    [InlineData("/add\n", "/add\n    headers: {a: $client}\n", true)]
    [InlineData("bearer\n", "bearer\n  token: $client\n", true)]
    [InlineData("/add\n", "/$client/add\n", false)]
    [InlineData("{\"ids\": $items}", "{\"ids\": $items, \"c\": \"$client\"}", false)]
    public void Field_is_a_secret_where_it_proves_who_asks(string find, string replacement, bool isSecret)
    {
        var text = Minimal
            .Replace("customFields:\n", "customFields:\n  - variable: client\n")
            .Replace(find, replacement);
        var open = text.Replace("  - variable: client\n", "  - {variable: client, secret: false}\n");

        Assert.Equal(isSecret, Documents.Parse(text).Integration!.CustomFields[0].IsSecret);
        Assert.False(Documents.Parse(open).Integration!.CustomFields[0].IsSecret);
    }
}
