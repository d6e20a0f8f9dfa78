using System.Text;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Templates;
using static Rollcall.Core.Tests.Delivery.Requests.RequestFixture;

namespace Rollcall.Core.Tests.Delivery.Requests;

public sealed class HeaderTests
{
    private static readonly Authentication Bearer = new(AuthenticationMethod.Bearer)
    {
        Header = new NamedTemplate("Authorization", Parse("Bearer $bearer_token", TemplatePlace.Header)),
    };

    private static readonly Authentication Basic = new(AuthenticationMethod.Basic)
    {
        UserName = Parse("$api_key", TemplatePlace.Plain),
        Password = Parse("$api_secret", TemplatePlace.Plain),
    };

    [Fact]
    public void A_bearer_token_stands_in_its_header()
    {
        var request = new RequestFixture { Authentication = Bearer, Values = { ["bearer_token"] = "t$1" } }.Render();
        Assert.Equal("Authorization: Bearer t$1", Lines(request));
    }

    [Fact]
    public void Basic_credentials_are_encoded_from_UTF8()
    {
        var fixture = new RequestFixture
        {
            Authentication = Basic,
            Values = { ["api_key"] = "é", ["api_secret"] = "a:b" },
        };
        var header = Lines(fixture.Render());
        Assert.StartsWith("Authorization: Basic ", header);
        Assert.Equal("é:a:b", Encoding.UTF8.GetString(Convert.FromBase64String(header[21..])));
    }

    [Fact]
    public void A_user_name_with_a_colon_is_refused()
    {
        var fixture = new RequestFixture
        {
            Authentication = Basic,
            Values = { ["api_key"] = "a:b", ["api_secret"] = "" },
        };
        Assert.Equal("api_key", Assert.Throws<SettingException>(fixture.Build).Variable);
    }

    [Theory]
    [InlineData("k\n", "s", "api_key")]
    [InlineData("k", "s\r", "api_secret")]
    public void Credentials_with_a_line_break_are_refused_for_basic_authentication(
        string key,
        string secret,
        string wrong
    )
    {
        var fixture = new RequestFixture
        {
            Authentication = Basic,
            Values = { ["api_key"] = key, ["api_secret"] = secret },
        };
        Assert.Equal(wrong, Assert.Throws<SettingException>(fixture.Build).Variable);
    }

    [Fact]
    public void A_missing_optional_secret_is_an_empty_password()
    {
        var fixture = new RequestFixture
        {
            Authentication = Basic,
            Settings = [JsonBodyTests.Optional("api_secret")],
            Values = { ["api_key"] = "k" },
        };
        Assert.Equal("Authorization: Basic " + Convert.ToBase64String("k:"u8), Lines(fixture.Render()));
    }

    [Fact]
    public void Own_headers_replace_general_ones_and_the_methods()
    {
        var request = new RequestFixture
        {
            Authentication = Bearer,
            Values = { ["bearer_token"] = "t", ["k"] = "K" },
            Headers = [("X-Client", "Rollcall"), ("x-a", "1"), ("authorization", "Token $k")],
            EndpointHeaders = [("X-A", "2"), ("X-Op", "$operation/$batch_size")],
        }.Render("u");
        Assert.Equal("X-Client: Rollcall\nauthorization: Token K\nX-A: 2\nX-Op: add/1", Lines(request));
    }

    [Fact]
    public void Only_a_body_has_a_content_type()
    {
        Assert.Equal(
            "application/json",
            new RequestFixture { Body = "{}" }
                .Render()
                .MediaType
        );
        Assert.Null(new RequestFixture().Render().MediaType);
    }

    [Theory]
    [InlineData("a\r\nX-Evil: 1", "line break")]
    [InlineData("a\n", "line break")]
    [InlineData("a\0", "control character")]
    [InlineData("a\u007f", "control character")]
    [InlineData("tökén-s3cret", "beyond ASCII")]
    public void A_value_that_no_header_can_carry_is_refused_before_anything_is_sent(string token, string reason)
    {
        var fixture = new RequestFixture { Authentication = Bearer, Values = { ["bearer_token"] = token } };
        var refused = Assert.Throws<SettingException>(fixture.Build);
        Assert.Equal("bearer_token", refused.Variable);
        Assert.Contains(reason, refused.Message);
        Assert.Contains("urlencode or slug", refused.Message);
        Assert.DoesNotContain(token, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_make_a_value_fit()
    {
        var request = new RequestFixture
        {
            CohortName = "é\n",
            Headers = [("X-Name", "${cohort_name | urlencode} ${cohort_name | slug}")],
        }.Render();
        Assert.Equal("X-Name: %C3%A9%0A e-", Lines(request));
    }

    [Fact]
    public void An_item_that_no_header_can_carry_is_refused()
    {
        var builder = new RequestFixture { Headers = [("X-User", "$user_id")] }.Build();
        Assert.Contains("$user_id holds a line break", builder.WhyNot(Record("a\r\nb")));
        Assert.Equal("X-User: a b", Lines(Render(builder, Add, Record("a b"))));
    }

    [Theory]
    [InlineData("Content-Length")]
    [InlineData("transfer-encoding")]
    [InlineData("Host")]
    [InlineData("Connection")]
    [InlineData("Content-Encoding")]
    [InlineData("X Y")]
    [InlineData("X:")]
    [InlineData("")]
    [InlineData("Ü")]
    public void A_framing_header_cannot_be_set(string name) =>
        Assert.Throws<ArgumentException>(new RequestFixture { Headers = [(name, "1")] }.Build);

    [Theory]
    [InlineData(0, "m-1")]
    [InlineData(1, "m-1-2")]
    [InlineData(2, "m-1-3")]
    public void The_idempotency_key_changes_with_each_answered_attempt_only(int answered, string key)
    {
        var builder = new RequestFixture { IdempotencyHeader = "Idempotency-Key", Body = "[$message_id]" }.Build();
        var request = Render(builder, Add with { AnsweredAttempts = answered });
        Assert.Equal("Idempotency-Key: " + key, Lines(request));
        Assert.Equal("[\"m-1\"]", BodyOf(request));
    }

    [Fact]
    public void A_setting_that_is_missing_is_refused()
    {
        var fixture = new RequestFixture { Body = "[\"$x\"]" };
        Assert.Equal("x", Assert.Throws<SettingException>(fixture.Build).Variable);
    }

    [Fact]
    public void A_setting_that_is_no_text_is_refused_and_a_name_is_mended()
    {
        var fixture = new RequestFixture { Body = "[\"$x\"]", Values = { ["x"] = "a\uD800b" } };
        Assert.Equal("x", Assert.Throws<SettingException>(fixture.Build).Variable);
        var named = new RequestFixture { Body = "[\"$cohort_name\"]", CohortName = "a\uD800b" };
        Assert.Equal("[\"a\uFFFDb\"]", BodyOf(named.Render()));
    }

    private static string Lines(RenderedRequest request) =>
        string.Join('\n', request.Headers.Select(header => $"{header.Key}: {header.Value}"));
}
