using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Integrations;

public sealed class ContentTypeHeaderTests
{
    private static readonly string Minimal = Documents.Text("minimal.yaml");

    [Theory]
    [InlineData("Content-Type: application/json", BodyKind.Json, "application/json")]
    [InlineData("content-type: application/vnd.api+json", BodyKind.Json, "application/vnd.api+json")]
    [InlineData("Content-Type: application/json; charset=utf-8", BodyKind.Json, "application/json; charset=utf-8")]
    public void Header_says_the_media_type(string header, BodyKind kind, string mediaType)
    {
        var add = Read(Own(header));

        Assert.Equal((kind, mediaType), (add.Content, add.MediaType));
        Assert.Empty(add.Headers);
    }

    [Fact]
    public void Header_says_how_values_are_written()
    {
        var add = Read(
            Own("Content-Type: application/x-www-form-urlencoded")
                .Replace(
                    "{\"ids\": $items}\n    items: '\"$email\"'\n  remove",
                    "ids=$items\n    items: '\"$email\"'\n  remove"
                )
        );

        Assert.Equal(BodyKind.Form, add.Content);
    }

    [Fact]
    public void General_header_holds_for_all_endpoints_that_say_nothing_else()
    {
        var text = General("{Content-Type: application/vnd.api+json, X-A: b}")
            .Replace("/remove\n", "/remove\n    headers: {content-type: application/json}\n");

        var document = Documents.Parse(text);

        Assert.Empty(document.Problems);
        Assert.Equal(["X-A"], document.Integration!.Headers.Select(header => header.Name));
        Assert.Equal("application/vnd.api+json", document.Integration.Endpoints.CreateList!.MediaType);
        Assert.Equal("application/vnd.api+json", document.Integration.Endpoints.AddUsers!.MediaType);
        Assert.Equal("application/json", document.Integration.Endpoints.RemoveUsers!.MediaType);
    }

    [Theory]
    [InlineData("contentType: json", "application/vnd.api+json")]
    [InlineData("contentType: application/problem+json", "application/problem+json")]
    public void Content_type_goes_before_a_general_header_that_is_not_more_exact(string said, string mediaType)
    {
        var text = General("{Content-Type: application/vnd.api+json}").Replace("/add\n", $"/add\n    {said}\n");

        Assert.Equal(mediaType, Read(text).MediaType);
    }

    [Fact]
    public void Content_type_may_say_how_and_the_header_what()
    {
        var text = Own("Content-Type: application/vnd.api+json").Replace("/add\n", "/add\n    contentType: json\n");

        Assert.Equal("application/vnd.api+json", Read(text).MediaType);
    }

    [Fact]
    public void Header_of_a_request_without_a_body_is_warned_about_and_not_sent()
    {
        const string body =
            "/add\n    headers: {Content-Type: application/json}\n"
            + "    body: |\n      {\"ids\": $items}\n    items: '\"$email\"'\n";
        var text = Own("Content-Type: application/json")
            .Replace(body, "/add/$email\n    headers: {Content-Type: application/vnd.api+json}\n");

        var document = Documents.Parse(text);

        var problem = Assert.Single(document.Problems);
        Assert.Equal((Severity.Warning, true), (problem.Severity, problem.Message.Contains("not sent")));
        Assert.Equal("application/json", document.Integration!.Endpoints.AddUsers!.MediaType);
    }

    [Fact]
    public void General_header_passes_a_request_without_a_body_by()
    {
        var text = General("{Content-Type: application/vnd.api+json}")
            .Replace("/add\n    body: |\n      {\"ids\": $items}\n    items: '\"$email\"'\n", "/add/$email\n");

        Assert.Equal("application/json", Read(text).MediaType);
    }

    private static string Own(string header) => Minimal.Replace("/add\n", $"/add\n    headers: {{{header}}}\n");

    private static string General(string headers) =>
        Minimal.Replace("type: list\n", $"type: list\nheaders: {headers}\n");

    private static Endpoint Read(string text)
    {
        var document = Documents.Parse(text);
        Assert.Empty(document.Problems);
        return document.Integration!.Endpoints.AddUsers!;
    }
}
