using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Integrations;

public sealed class SettingValuesTests
{
    private static readonly CustomField Region = new()
    {
        Variable = "region",
        DisplayName = "Region",
        Type = CustomFieldType.ButtonGroup,
        Default = "eu",
        Options = [new FieldOption("Europe", "eu"), new FieldOption("USA", "us")],
    };

    private static readonly CustomField Token = new()
    {
        Variable = "bearer_token",
        DisplayName = "Bearer Token",
        Type = CustomFieldType.Secret,
        IsSecret = true,
    };

    private static readonly CustomField BaseUrl = new()
    {
        Variable = "base_url",
        DisplayName = "API address",
        Type = CustomFieldType.Url,
    };

    [Fact]
    public void Defaults_fill_what_is_not_given()
    {
        var settings = SettingValues.Resolve([Region, Token], Given(("bearer_token", "t")));

        Assert.Empty(settings.Problems);
        Assert.Equal("eu", settings.Values["region"]);
        Assert.Equal("t", settings.Values["bearer_token"]);
    }

    [Fact]
    public void All_missing_values_are_told_at_once()
    {
        var settings = SettingValues.Resolve([Token, BaseUrl], Given());

        Assert.Equal(["bearer_token", "base_url"], settings.Problems.Select(problem => problem.Field.Variable));
        Assert.All(settings.Problems, problem => Assert.True(problem.IsMissing));
    }

    [Fact]
    public void An_empty_value_counts_as_none()
    {
        var settings = SettingValues.Resolve([Region, Token], Given(("region", ""), ("bearer_token", "")));

        Assert.Equal("eu", settings.Values["region"]);
        Assert.True(Assert.Single(settings.Problems).IsMissing);
    }

    [Fact]
    public void An_optional_value_that_is_not_given_is_empty_text()
    {
        var settings = SettingValues.Resolve([Token with { Required = false }], Given());

        Assert.Empty(settings.Problems);
        Assert.Equal("", settings.Values["bearer_token"]);
    }

    [Theory]
    [InlineData("asia")]
    [InlineData("EU")]
    [InlineData("eu ")]
    public void A_select_takes_its_options_only_and_lists_them(string value)
    {
        var problem = Assert.Single(SettingValues.Resolve([Region], Given(("region", value))).Problems);

        Assert.Equal($"Region must be one of eu, us, not \"{value}\".", problem.Message);
    }

    [Fact]
    public void The_value_of_a_secret_select_is_not_repeated()
    {
        var problems = SettingValues.Resolve([Region with { IsSecret = true }], Given(("region", "hunter2"))).Problems;

        Assert.DoesNotContain("hunter2", Assert.Single(problems).Message);
    }

    [Theory]
    [InlineData("https://api.example.com")]
    [InlineData("http://127.0.0.1:8321")]
    [InlineData("https://api.example.com/v2")]
    [InlineData("HTTPS://EXAMPLE.COM:8443/a/b/")]
    public void Addresses_of_http_are_taken(string address) => Assert.Null(FaultOf(address));

    [Theory]
    [InlineData("api.example.com", "such as https://api.example.com")]
    [InlineData("ftp://example.com", "such as https://api.example.com")]
    [InlineData("//example.com", "such as https://api.example.com")]
    [InlineData("https:/example.com", "such as https://api.example.com")]
    [InlineData("https://", "such as https://api.example.com")]
    [InlineData(" https://example.com", "such as https://api.example.com")]
    [InlineData("https://example.com\\@evil.example", "such as https://api.example.com")]
    [InlineData("https://example.com/a\nb", "such as https://api.example.com")]
    [InlineData("https://user:secret@example.com", "must not hold a user name or password")]
    [InlineData("https://example.com@evil.example", "must not hold a user name or password")]
    [InlineData("https://example.com/?a=b", "must end before the query")]
    [InlineData("https://example.com?", "must end before the query")]
    [InlineData("https://example.com#x", "must end before the query")]
    public void Other_addresses_are_refused_with_what_would_be_right(string address, string sentence) =>
        Assert.Contains(sentence, FaultOf(address));

    [Fact]
    public void A_password_in_an_address_is_not_repeated() =>
        Assert.DoesNotContain("hunter2", FaultOf("https://user:hunter2@example.com"));

    private static string? FaultOf(string address) =>
        SettingValues.Resolve([BaseUrl], Given(("base_url", address))).Problems.SingleOrDefault()?.Message;

    private static Func<string, string?> Given(params (string Name, string Value)[] values) =>
        name => values.FirstOrDefault(value => value.Name == name).Value;
}
