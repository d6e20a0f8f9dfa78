using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using static Rollcall.Core.Tests.Delivery.Judging;

namespace Rollcall.Core.Tests.Delivery;

public sealed class ListIdReaderTests
{
    [Theory]
    [InlineData("listId", """{"listId": "abc"}""", "abc")]
    [InlineData("listId", """{"listId": 12345678901234567890123}""", "12345678901234567890123")]
    [InlineData("listId", """{"listId": 1.0}""", "1.0")]
    [InlineData("listId", """{"listId": 1e3}""", "1e3")]
    [InlineData("data[0].id", """{"data": [{"id": "x"}]}""", "x")]
    [InlineData("$", "\"only\"", "only")]
    [InlineData("$", "17", "17")]
    [InlineData("listId", """{"listId": " a "}""", " a ")]
    [InlineData("listId", """{"listId": ""}""", null)]
    [InlineData("listId", """{"listId": "  "}""", null)]
    [InlineData("listId", """{"listId": null}""", null)]
    [InlineData("listId", """{"listId": true}""", null)]
    [InlineData("listId", """{"listId": ["a"]}""", null)]
    [InlineData("listId", """{"listId": {"id": 1}}""", null)]
    [InlineData("listId", """{"id": 1}""", null)]
    [InlineData("listId", "", null)]
    [InlineData("listId", "<html>", null)]
    [InlineData("listId", """{"listId": "a" """, null)]
    public void List_id_of_a_response_keeps_its_digits(string path, string body, string? id) =>
        Assert.Equal(
            id,
            ListIdReader
                .Read(
                    new ListIdLocation(ListIdIn.Response, Path(path), null, null),
                    Answer(201, body),
                    new RenderedRequest()
                )
                ?.Text
        );

    [Theory]
    [InlineData("http://h/3.1/lists/cohort1.example.org", "[^/]+$", "cohort1.example.org")]
    [InlineData("customers/1/userLists/456", "userLists/([0-9]+)", "456")]
    [InlineData(" 17 ", null, "17")]
    [InlineData("http://h/lists/", "[^/]+$", null)]
    [InlineData("abc", "([0-9]*)", null)]
    [InlineData(null, null, null)]
    public void List_id_of_a_header_can_be_part_of_it(string? value, string? pattern, string? id)
    {
        var location = new ListIdLocation(
            ListIdIn.Header,
            null,
            "Location",
            pattern is null ? null : new Regex(pattern, RegexOptions.NonBacktracking)
        );
        var answer = Answer(201) with { Headers = value is null ? [] : [new("location", value)] };
        Assert.Equal(id, ListIdReader.Read(location, answer, new RenderedRequest())?.Text);
    }

    [Theory]
    [InlineData("application/json", """{"list": {"id": 7}}""", "list.id", "7")]
    [InlineData("application/vnd.api+json", """{"list": {"id": "x"}}""", "list.id", "x")]
    [InlineData("application/x-www-form-urlencoded", "a=1&list%5Bid%5D=my+list%21&b=", "list[id]", "my list!")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8", "id=%C3%A9", "id", "é")]
    [InlineData("application/x-www-form-urlencoded", "b=", "b", null)]
    [InlineData("application/x-www-form-urlencoded", "a=1", "id", null)]
    public void List_id_of_the_request_is_what_was_sent(string mediaType, string body, string path, string? id)
    {
        var request = new RenderedRequest { MediaType = mediaType };
        request.Body.Write(Encoding.UTF8.GetBytes(body));
        Assert.Equal(
            id,
            ListIdReader.Read(new ListIdLocation(ListIdIn.Request, Path(path), null, null), Answer(201), request)?.Text
        );
    }

    [Fact]
    public void Missing_list_id_is_told_with_its_path_and_the_response()
    {
        var endpoint = Endpoint() with
        {
            ListId = new ListIdLocation(ListIdIn.Response, Path("$.data.id"), null, null),
        };
        var judge = new Judge(endpoint, FirstField, new SecretMask(["top-secret"]));
        var id = judge.ReadListId(Answer(201, """{"key": "top-secret"}"""), new RenderedRequest(), out var error);
        Assert.Null(id);
        Assert.Equal(("no list ID", 201, """{"key": "***"}"""), (error!.Type, error.Status, error.Response));
        Assert.Contains("no list ID at data.id", error.Message, StringComparison.Ordinal);
        id = judge.ReadListId(Answer(201, """{"data": {"id": 5}}"""), new RenderedRequest(), out error);
        Assert.Equal(new ListId("5", IsNumber: true), id);
        Assert.Null(error);
        id = judge.ReadListId(Answer(201, """{"data": {"id": "5"}}"""), new RenderedRequest(), out error);
        Assert.Equal(new ListId("5", IsNumber: false), id);
    }
}
