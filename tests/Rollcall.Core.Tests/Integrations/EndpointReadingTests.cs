using Rollcall.Core.Integrations;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Tests.Integrations;

public sealed class EndpointReadingTests
{
    private static readonly string Minimal = Documents.Text("minimal.yaml");

    [Fact]
    public void One_request_a_user_is_a_batch_of_one()
    {
        var body = Add("      {\"id\": \"$email\"}\n");
        var url = Read(
            Minimal.Replace("/add\n    body: |\n      {\"ids\": $items}\n    items: '\"$email\"'\n", "/add/$email\n")
        );

        Assert.Equal((1, null), (body.BatchSize, body.Items));
        Assert.Equal((1, null), (url.BatchSize, url.Body));
    }

    [Theory]
    [InlineData("json", BodyKind.Json, "application/json", TemplatePlace.JsonItem)]
    [InlineData("form", BodyKind.Form, "application/x-www-form-urlencoded", TemplatePlace.JsonItem)]
    [InlineData("ndjson", BodyKind.Ndjson, "application/x-ndjson", TemplatePlace.JsonLines)]
    [InlineData("text", BodyKind.Text, "text/plain; charset=utf-8", TemplatePlace.Text)]
    [InlineData("application/vnd.api+json", BodyKind.Json, "application/vnd.api+json", TemplatePlace.JsonItem)]
    [InlineData("text/csv", BodyKind.Text, "text/csv", TemplatePlace.Text)]
    public void Content_type_decides_how_values_are_written(
        string type,
        BodyKind kind,
        string mediaType,
        TemplatePlace place
    )
    {
        var body =
            kind == BodyKind.Form ? "ids=$items"
            : kind is BodyKind.Json ? "{\"ids\": $items}"
            : "$items";
        var item = kind == BodyKind.Text ? "$email" : "'\"$email\"'";
        var add = Add($"      {body}\n    contentType: {type}\n    items: {item}\n");

        Assert.Equal((kind, mediaType, place), (add.Content, add.MediaType, add.Items!.Place));
        Assert.Equal(kind is BodyKind.Text or BodyKind.Ndjson ? "\n" : null, add.Join);
    }

    [Theory]
    [InlineData("500KB", 500_000)]
    [InlineData("1MB", 1_000_000)]
    [InlineData("1.5MB", 1_500_000)]
    [InlineData("4KiB", 4096)]
    [InlineData("100B", 100)]
    public void Sizes_in_bytes_are_decimal_unless_they_say_binary(string written, long bytes) =>
        Assert.Equal(
            bytes,
            Add($"      {{\"ids\": $items}}\n    items: '\"$email\"'\n    batchBytes: {written}\n").BatchBytes
        );

    [Fact]
    public void Settle_is_twice_the_timeout_by_default() =>
        Assert.Equal(
            TimeSpan.FromSeconds(3),
            Documents
                .Parse(Minimal.Replace("type: list\n", "type: list\ndelivery: {timeout: 1.5s}\n"))
                .Integration!.Delivery.Settle
        );

    [Fact]
    public void Copied_errors_follow_through_several_endpoints_with_own_rows_first()
    {
        var text = Minimal
            .Replace(
                "{\"name\": \"$cohort_name\"}\n",
                "{\"name\": \"$cohort_name\"}\n    errors: [{status: 401, reason: c, message: m}]\n"
            )
            .Replace(
                "/add\n",
                "/add\n    errors: {copyFrom: createList, add: [{status: 404, reason: a, message: m}]}\n"
            )
            .Replace(
                "/remove\n",
                "/remove\n    errors: {copyFrom: addUsers, add: [{status: 401, reason: r, message: m}]}\n"
            );

        var endpoints = Documents.Parse(text).Integration!.Endpoints;

        Assert.Equal(["a", "c"], endpoints.AddUsers!.Errors.Select(error => error.Reason));
        Assert.Equal(["r", "a", "c"], endpoints.RemoveUsers!.Errors.Select(error => error.Reason));
        Assert.Equal((1, "addUsers"), (endpoints.RemoveUsers.OwnErrors, endpoints.RemoveUsers.ErrorsCopiedFrom));
    }

    [Theory]
    [InlineData("    listIdIn: request\n    listIdPath: data.id\n", "{\"data\": {\"id\": \"${cohort_id | slug}\"}}")]
    [InlineData(
        "    listIdIn: request\n    listIdPath: $.ids[1]\n",
        "{\"ids\": [1, $cohort_id], \"n\": \"$$1 $cohort_name\"}"
    )]
    [InlineData(
        "    contentType: form\n    listIdIn: request\n    listIdPath: list id\n",
        "name=$cohort_name&list+id=$cohort_id"
    )]
    public void List_id_may_stand_in_the_request(string keys, string body)
    {
        var text = Minimal.Replace("      {\"name\": \"$cohort_name\"}\n", $"      {body}\n{keys}");

        var document = Documents.Parse(text);

        Assert.Empty(document.Problems);
        Assert.Equal(ListIdIn.Request, document.Integration!.Endpoints.CreateList!.ListId!.In);
    }

    private static Endpoint Add(string body) =>
        Read(
            Minimal.Replace("      {\"ids\": $items}\n    items: '\"$email\"'\n  removeUsers", body + "  removeUsers")
        );

    private static Endpoint Read(string text)
    {
        var document = Documents.Parse(text);
        Assert.Empty(document.Problems);
        return document.Integration!.Endpoints.AddUsers!;
    }
}
