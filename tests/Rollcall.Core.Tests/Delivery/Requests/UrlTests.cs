using CsCheck;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using static Rollcall.Core.Tests.Delivery.Requests.RequestFixture;

namespace Rollcall.Core.Tests.Delivery.Requests;

public sealed class UrlTests
{
    [Theory]
    [InlineData("a/b?c#d", "a%2Fb%3Fc%23d")]
    [InlineData("..x", "..x")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("é 😀+&=", "%C3%A9%20%F0%9F%98%80%2B%26%3D")]
    [InlineData("$items", "%24items")]
    [InlineData("\r\n", "%0D%0A")]
    public void A_user_in_the_path_arrives_encoded(string user, string segment)
    {
        var fixture = new RequestFixture { Url = "https://api.acme.example/users/$user_id/lists?u=$user_id" };
        Assert.Null(fixture.Build().WhyNot(Record(user)));
        Assert.Equal($"https://api.acme.example/users/{segment}/lists?u={segment}", fixture.Render(user).Url);
    }

    [Theory]
    [InlineData("https://a.example/u/$user_id", "..", "path segment \"..\"")]
    [InlineData("https://a.example/u/$user_id", ".", "path segment \".\"")]
    [InlineData("https://a.example/u/.$user_id/x", ".", "path segment \"..\"")]
    [InlineData("https://a.example/u/%2E$user_id", ".", "path segment \"%2E.\"")]
    [InlineData("https://a.example/u/$user_id$opt/x", ".", "path segment \".\"")]
    public void A_user_that_would_leave_its_segment_is_refused(string url, string user, string reason)
    {
        var fixture = new RequestFixture { Url = url, Settings = [JsonBodyTests.Optional("opt")] };
        Assert.Contains(reason, fixture.Build().WhyNot(Record(user)));
        Assert.Throws<InvalidOperationException>(() => fixture.Render(user));
    }

    [Fact]
    public void An_empty_field_cannot_be_a_segment()
    {
        var builder = new RequestFixture { Fields = ["id", "x"], Url = "https://a.example/$id/$x" }.Build();
        Assert.Contains("empty path segment", builder.WhyNot(Record("a", "")));
        Assert.Contains("empty path segment", builder.WhyNot(Record("a", null)));
        Assert.Null(builder.WhyNot(Record("a", "b")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public void A_list_ID_that_would_leave_its_segment_fails_the_run_before_anything_is_sent(string listId)
    {
        var fixture = new RequestFixture { Url = "https://a.example/lists/$list_id/add", ListId = listId };
        Assert.Equal("list_id", Assert.Throws<SettingException>(fixture.Build).Variable);
    }

    [Fact]
    public void A_list_ID_that_is_not_known_fails_the_run() =>
        Assert.Throws<SettingException>(new RequestFixture { Url = "https://a.example/lists/$list_id" }.Build);

    [Theory]
    [InlineData("eu", "https://eu.api.acme.example/x")]
    [InlineData("EU-1", "https://EU-1.api.acme.example/x")]
    [InlineData("eu.evil", null)]
    [InlineData("evil.com/", null)]
    [InlineData("evil.com#", null)]
    [InlineData("u@evil.com", null)]
    [InlineData("e\\", null)]
    [InlineData("é", null)]
    [InlineData("-eu", null)]
    [InlineData("", null)]
    [InlineData("evil:80", null)]
    public void A_setting_in_the_host_is_one_label(string region, string? url) =>
        AssertUrl(
            new RequestFixture { Url = "https://$region.api.acme.example/x", Values = { ["region"] = region } },
            url
        );

    [Theory]
    [InlineData("api.eu.mailgun.net", "https://api.eu.mailgun.net/x")]
    [InlineData("localhost:8080", "https://localhost:8080/x")]
    [InlineData("evil.example", null)]
    public void A_bare_host_comes_from_options_only(string host, string? url)
    {
        var field = new CustomField
        {
            Variable = "host",
            DisplayName = "Host",
            Type = CustomFieldType.SingleSelect,
            Options = [new("EU", "api.eu.mailgun.net"), new("Here", "localhost:8080")],
        };
        AssertUrl(
            new RequestFixture
            {
                Url = "https://$host/x",
                Settings = [field],
                Values = { ["host"] = host },
            },
            url
        );
        AssertUrl(new RequestFixture { Url = "https://$host/x", Values = { ["host"] = host } }, null);
    }

    [Theory]
    [InlineData("https://x.example", "https://x.example/v1")]
    [InlineData("https://x.example/", "https://x.example/v1")]
    [InlineData("http://127.0.0.1:8080/parse/", "http://127.0.0.1:8080/parse/v1")]
    [InlineData("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4/v1")]
    [InlineData("http://[::1]:80/", "http://[::1]/v1")]
    [InlineData("ftp://x.example", null)]
    [InlineData("x.example", null)]
    [InlineData("https://u:p@x.example", null)]
    [InlineData("https://x.example/?a=b", null)]
    [InlineData("https://x.example#", null)]
    [InlineData("https://x.example\\@evil.example", null)]
    [InlineData(" https://x.example", null)]
    [InlineData("", null)]
    public void A_whole_address_is_a_setting(string value, string? url) =>
        AssertUrl(new RequestFixture { Url = "$base/v1", Values = { ["base"] = value } }, url);

    [Theory]
    [InlineData("8080", "http://localhost:8080/")]
    [InlineData("0", null)]
    [InlineData("65536", null)]
    [InlineData("80@evil", null)]
    public void A_port_is_a_number(string port, string? url) =>
        AssertUrl(new RequestFixture { Url = "http://localhost:$port/", Values = { ["port"] = port } }, url);

    [Theory]
    [InlineData("https://$user_id.acme.example/")]
    [InlineData("https://$message_id.acme.example/")]
    public void What_differs_from_request_to_request_cannot_choose_the_host(string url) =>
        Assert.Throws<SettingException>(new RequestFixture { Url = url }.Build);

    [Theory]
    [InlineData("https://a.example/x", "https://a.example/x?k=v%20%26$u&n%3D=1%2B1")]
    [InlineData("https://a.example/x?", "https://a.example/x?k=v%20%26$u&n%3D=1%2B1")]
    [InlineData("https://a.example?a=1", "https://a.example?a=1&k=v%20%26$u&n%3D=1%2B1")]
    [InlineData("https://a.example/x?a=1&", "https://a.example/x?a=1&k=v%20%26$u&n%3D=1%2B1")]
    [InlineData("https://a.example/x?a=$user_id", "https://a.example/x?a=$u&k=v%20%26$u&n%3D=1%2B1")]
    public void Query_parameters_are_added_encoded(string url, string expected)
    {
        var fixture = new RequestFixture { Url = url, Query = [("k", "v &$user_id"), ("n=", "1+1")] };
        Assert.Equal(expected.Replace("$u", "%40"), fixture.Render("@").Url);
    }

    [Theory]
    [InlineData(",", "\"$user_id\"", "https://a.example/r?ids=a,b%26&n=2")]
    [InlineData(null, "\"$user_id\"", "https://a.example/r?ids=%5B%22a%22%2C%22b%26%22%5D&n=2")]
    public void Items_stand_in_the_query(string? join, string items, string expected)
    {
        var fixture = new RequestFixture
        {
            Url = "https://a.example/r?ids=$items&n=$batch_size",
            Items = items,
            Join = join,
        };
        Assert.Equal(expected.Replace("a,b", "a%2Cb"), fixture.Render("a", "b&").Url);
    }

    [Fact]
    public void A_cohort_without_letters_gets_its_ID_where_its_slug_is_an_ID()
    {
        var fixture = new RequestFixture
        {
            Url = "https://a.example/$cohort_name/${amp_cohort_name | slug}",
            Body = """{"$cohort_name": "$cohort_name"}""",
            Slugify = true,
            CohortName = "日本",
        };
        var request = fixture.Render();
        Assert.Equal("https://a.example/-c1/-c1", request.Url);
        Assert.Equal("""{"-c1": "-"}""", BodyOf(request));
    }

    [Fact]
    public void Values_never_change_scheme_host_port_or_structure()
    {
        var tricky = Gen.String[Gen.Char["./\\%2eE?#&=@:;,+ \t\r\n\u0000é\u2215\uFF0Fx$"], 0, 8];
        var text = Gen.OneOf(tricky, JsonBodyTests.Text);
        var builder = new RequestFixture
        {
            Fields = ["id", "b"],
            Url = "https://api.acme.example:8443/v1/%2e$id/$b$id/x?a=$b&c",
            Query = [("d", "$id")],
        }.Build();
        Gen.Select(text, text)
            .Sample(
                (id, b) =>
                {
                    var record = Record(id, b);
                    if (builder.WhyNot(record) is not null)
                    {
                        Assert.True(id.Length == 0 || id == "." || (id + b).Length == 0 || id + b is "." or "..");
                        return;
                    }
                    var uri = new Uri(Render(builder, Add, record).Url);
                    Assert.Equal(("https", "api.acme.example", 8443), (uri.Scheme, uri.Host, uri.Port));
                    Assert.Equal("", uri.UserInfo + uri.Fragment);
                    var segments = uri.AbsolutePath.Split('/');
                    Assert.Equal(["", "v1", "." + id, b + id, "x"], segments.Select(Uri.UnescapeDataString));
                    var pairs = uri.Query[1..].Split('&').Select(Uri.UnescapeDataString);
                    Assert.Equal(["a=" + b, "c", "d=" + id], pairs);
                },
                iter: 100_000
            );
    }

    private static void AssertUrl(RequestFixture fixture, string? url)
    {
        if (url is null)
        {
            Assert.Throws<SettingException>(fixture.Build);
        }
        else
        {
            Assert.Equal(url, fixture.Render().Url);
            Assert.True(Uri.TryCreate(url, UriKind.Absolute, out _));
        }
    }
}
