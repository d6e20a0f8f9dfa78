using System.Globalization;
using System.Text;
using Rollcall.Core.Delivery;
using Rollcall.Core.Integrations;
using static Rollcall.Core.Tests.Delivery.Judging;

namespace Rollcall.Core.Tests.Delivery;

public sealed class JudgeTests
{
    [Theory]
    [InlineData(200, Verdict.Accepted, false)]
    [InlineData(201, Verdict.Accepted, false)]
    [InlineData(202, Verdict.Accepted, false)]
    [InlineData(204, Verdict.Accepted, false)]
    [InlineData(207, Verdict.Accepted, false)]
    [InlineData(299, Verdict.Accepted, false)]
    [InlineData(300, Verdict.Failed, false)]
    [InlineData(301, Verdict.Failed, false)]
    [InlineData(304, Verdict.Failed, false)]
    [InlineData(308, Verdict.Failed, false)]
    [InlineData(400, Verdict.Refused, false)]
    [InlineData(401, Verdict.Stop, false)]
    [InlineData(402, Verdict.Failed, false)]
    [InlineData(403, Verdict.Stop, false)]
    [InlineData(404, Verdict.NotFound, false)]
    [InlineData(405, Verdict.Failed, false)]
    [InlineData(408, Verdict.Retry, true)]
    [InlineData(409, Verdict.Conflict, false)]
    [InlineData(410, Verdict.NotFound, false)]
    [InlineData(411, Verdict.Failed, false)]
    [InlineData(413, Verdict.TooLarge, false)]
    [InlineData(415, Verdict.Failed, false)]
    [InlineData(418, Verdict.Failed, false)]
    [InlineData(422, Verdict.Refused, false)]
    [InlineData(425, Verdict.Retry, true)]
    [InlineData(429, Verdict.Retry, false)]
    [InlineData(451, Verdict.Failed, false)]
    [InlineData(500, Verdict.Retry, true)]
    [InlineData(502, Verdict.Retry, true)]
    [InlineData(503, Verdict.Retry, false)]
    [InlineData(504, Verdict.Retry, true)]
    [InlineData(599, Verdict.Retry, true)]
    [InlineData(999, Verdict.Failed, true)]
    public void Status_means_what_the_table_says(int status, Verdict verdict, bool inDoubt)
    {
        var judgement = Judge(Endpoint(), Answer(status, "{}"));
        Assert.Equal((verdict, inDoubt), (judgement.Verdict, judgement.InDoubt));
        Assert.Equal(verdict == Verdict.Accepted, judgement.Error is null);
    }

    [Theory]
    [InlineData(AnswerKind.CannotConnect, false, Verdict.Retry, "cannot connect")]
    [InlineData(AnswerKind.TimedOut, false, Verdict.Retry, "timed out")]
    [InlineData(AnswerKind.TimedOut, true, Verdict.Retry, "timed out")]
    [InlineData(AnswerKind.Dropped, false, Verdict.Retry, "connection dropped")]
    [InlineData(AnswerKind.Dropped, true, Verdict.Retry, "connection dropped")]
    [InlineData(AnswerKind.ResponseTooLarge, true, Verdict.Retry, "response too large")]
    [InlineData(AnswerKind.Tls, false, Verdict.Failed, "TLS")]
    [InlineData(AnswerKind.Tls, true, Verdict.Failed, "TLS")]
    [InlineData(AnswerKind.AddressNotAllowed, false, Verdict.Failed, "address not allowed")]
    public void Failure_without_an_answer_has_a_type_and_is_in_doubt_when_it_was_sent(
        AnswerKind kind,
        bool sent,
        Verdict verdict,
        string type
    )
    {
        var judgement = Judge(Endpoint(), NoAnswer(kind, sent, "why so"));
        Assert.Equal((verdict, sent), (judgement.Verdict, judgement.InDoubt));
        Assert.Equal((type, null, ""), (judgement.Error!.Type, judgement.Error.Status, judgement.Error.Response));
        Assert.Contains("why so", judgement.Error.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", judgement.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_for_no_answer_names_and_decides_it()
    {
        var endpoint = Endpoint(Row("none", reason: "Offline", action: ErrorAction.Abort));
        var judgement = Judge(endpoint, NoAnswer(AnswerKind.CannotConnect, sent: false));
        Assert.Equal(
            (Verdict.Stop, "Offline", "Message of Offline."),
            (judgement.Verdict, judgement.Error!.Type, judgement.Error.Message)
        );
    }

    [Theory]
    [InlineData(ErrorAction.Succeed)]
    [InlineData(ErrorAction.RecreateList)]
    public void No_answer_is_never_a_success_or_a_lost_list(ErrorAction action)
    {
        var judgement = Judge(Endpoint(Row("none", action: action)), NoAnswer(AnswerKind.TimedOut, sent: true));
        Assert.Equal((Verdict.Retry, true), (judgement.Verdict, judgement.InDoubt));
    }

    [Fact]
    public void Answer_without_a_row_is_unclassified_with_the_default_message()
    {
        var judgement = Judge(Endpoint(Row("401"), Row("400", """{"code": 1}""")), Answer(400, """{"code": 2}"""));
        Assert.Equal(
            new DeliveryError(
                "addUsers",
                400,
                "unclassified",
                "This cohort sync has encountered an unidentified kind of error for this integration. Please contact support or your CSM to create a ticket and ask for help in solving this issue.",
                """{"code": 2}"""
            ),
            judgement.Error
        );
    }

    [Theory]
    [InlineData(ErrorAction.Retry, Verdict.Retry)]
    [InlineData(ErrorAction.Split, Verdict.Refused)]
    [InlineData(ErrorAction.Abort, Verdict.Stop)]
    [InlineData(ErrorAction.Succeed, Verdict.Accepted)]
    [InlineData(ErrorAction.RecreateList, Verdict.RecreateList)]
    public void Action_replaces_what_a_status_means(ErrorAction action, Verdict verdict)
    {
        foreach (var status in new[] { 202, 302, 400, 401, 404, 409, 413, 429, 500, 599 })
        {
            var pattern = status.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(verdict, Judge(Endpoint(Row(pattern, action: action)), Answer(status)).Verdict);
        }
    }

    [Fact]
    public void Success_by_action_or_row_is_labelled_and_no_error()
    {
        var exists = Judge(Endpoint(Row("409", reason: "Already a member", action: ErrorAction.Succeed)), Answer(409));
        Assert.Equal((Verdict.Accepted, "Already a member", null), (exists.Verdict, exists.Label, exists.Error));
        var success = Judge(Endpoint(Row("200", reason: "Success")), Answer(200));
        Assert.Equal((Verdict.Accepted, "Success", null), (success.Verdict, success.Label, success.Error));
        Assert.Null(Judge(Endpoint(Row("200", reason: "Success")), Answer(201)).Label);
    }

    [Theory]
    [InlineData("""{"error": {"code": 7, "sub": "x"}}""", "both")]
    [InlineData("""{"error": {"code": 7, "sub": "y"}}""", "first code")]
    [InlineData("""{"error": {"sub": "x"}}""", "error")]
    [InlineData("""{"error": {"code": "7"}}""", "error")]
    [InlineData("""{"error": {"code": 7.0}}""", "first code")]
    [InlineData("""{"error": [7]}""", "any")]
    [InlineData("not json", "any")]
    [InlineData("", "any")]
    public void Row_with_most_members_wins_then_the_first(string body, string reason)
    {
        var endpoint = Endpoint(
            Row("4xx", reason: "any"),
            Row("400", reason: "second any"),
            Row("400", """{"error": {}}""", "error"),
            Row("400", """{"error": {"code": 7}}""", "first code"),
            Row("4xx", """{"error": {"code": 7}}""", "second code"),
            Row("4xx", """{"error": {"code": 7, "sub": "x"}}""", "both"),
            Row("5xx", """{"error": {"code": 7, "sub": "x", "more": 1}}""", "other status")
        );
        Assert.Equal(reason, Judge(endpoint, Answer(400, body)).Error!.Type);
    }

    [Theory]
    [InlineData("the list was not found here", "text/plain", true)]
    [InlineData("<html>not found</html>", "text/html", true)]
    [InlineData("the list was not found here", null, true)]
    [InlineData("Not Found", "text/plain", false)]
    [InlineData("\"not found\"", "application/json", true)]
    [InlineData("\"it was not found\"", "application/json", false)]
    [InlineData("\"it was not found\"", "text/plain", true)]
    [InlineData("[\"not found\"]", "application/json", true)]
    [InlineData("{\"error\": \"not found\"}", "application/json", false)]
    public void String_is_contained_in_a_text_that_contains_it(string body, string? contentType, bool contained)
    {
        var judgement = Judge(Endpoint(Row("400", "\"not found\"", "found")), Answer(400, body, contentType));
        Assert.Equal(contained ? "found" : "unclassified", judgement.Error!.Type);
    }

    [Theory]
    [InlineData("""{"code": 0}""", true)]
    [InlineData("""{"code": 0.0}""", true)]
    [InlineData("""{"code": "0"}""", false)]
    [InlineData("""{"code": 1}""", false)]
    [InlineData("""{"code": null}""", false)]
    [InlineData("""{"code": 1, "code": 0}""", true)]
    [InlineData("""{"code": 0, "code": 1}""", false)]
    [InlineData("{}", false)]
    [InlineData("[]", false)]
    [InlineData("", false)]
    [InlineData("<html></html>", false)]
    [InlineData("""{"code": 0""", false)]
    public void Rule_alone_tells_the_success_of_a_2xx(string body, bool success)
    {
        var endpoint = Endpoint(Row("200", reason: "Success")) with { Success = Success("code", "0") };
        var judgement = Judge(endpoint, Answer(200, body));
        Assert.Equal(success ? Verdict.Accepted : Verdict.Ambiguous, judgement.Verdict);
        Assert.Equal(!success, judgement.InDoubt);
        Assert.Equal(success ? null : "not a success", judgement.Error?.Type);
        Assert.Equal(success ? "Success" : null, judgement.Label);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", true)]
    [InlineData("true", true)]
    [InlineData("\" \"", true)]
    [InlineData("[0]", true)]
    [InlineData("{\"a\":1}", true)]
    [InlineData("false", false)]
    [InlineData("null", false)]
    [InlineData("\"\"", false)]
    [InlineData("[]", false)]
    [InlineData("{}", false)]
    public void Not_empty_is_a_value_that_holds_something(string value, bool success)
    {
        var judgement = Judge(Endpoint() with { Success = Success("id") }, Answer(200, $$"""{"id": {{value}}}"""));
        Assert.Equal(success ? Verdict.Accepted : Verdict.Ambiguous, judgement.Verdict);
    }

    [Theory]
    [InlineData("""{"results": [{"ok": true}, {"ok": true}]}""", true)]
    [InlineData("""{"results": [{"ok": true}, {"ok": false}]}""", false)]
    [InlineData("""{"results": []}""", false)]
    public void Path_to_several_values_tells_success_when_all_of_them_do(string body, bool success)
    {
        var judgement = Judge(Endpoint() with { Success = Success("results[*].ok", "true") }, Answer(200, body));
        Assert.Equal(success ? Verdict.Accepted : Verdict.Ambiguous, judgement.Verdict);
    }

    [Theory]
    [InlineData("""{"code": 40105}""", "Token", Verdict.Stop)]
    [InlineData("""{"code": 40100}""", "Rate", Verdict.Retry)]
    [InlineData("""{"code": 40002}""", "Parameter", Verdict.Refused)]
    [InlineData("""{"code": 50000}""", "Server", Verdict.Retry)]
    [InlineData("""{"code": 40103}""", "Other status", Verdict.Stop)]
    [InlineData("""{"code": 40104}""", "Same status first", Verdict.Refused)]
    [InlineData("""{"code": 99999}""", "not a success", Verdict.Ambiguous)]
    public void Failed_2xx_is_classified_by_its_body(string body, string type, Verdict verdict)
    {
        var endpoint = Endpoint(
            Row("200", """{"code": 40105}""", "Token", ErrorAction.Abort),
            Row("2xx", """{"code": 40100}""", "Rate", ErrorAction.Retry),
            Row("200", """{"code": 40002}""", "Parameter"),
            Row("500", """{"code": 50000}""", "Server"),
            Row("401", """{"code": 40103}""", "Other status"),
            Row("401", """{"code": 40104}""", "Other status"),
            Row("200", """{"code": 40104}""", "Same status first"),
            Row("200", reason: "Success"),
            Row("401", reason: "Any 401"),
            Row("none", """{"code": 99999}""", "No answer")
        ) with
        {
            Success = Success("code", "0"),
        };
        var judgement = Judge(endpoint, Answer(200, body));
        Assert.Equal((verdict, type), (judgement.Verdict, judgement.Error!.Type));
    }

    [Fact]
    public void Sub_error_in_a_2xx_is_an_error_where_no_rule_tells_the_success()
    {
        var endpoint = Endpoint(Row("200", """{"error": "x"}""", "X"), Row("200", reason: "Success"));
        var refused = Judge(endpoint, Answer(200, """{"error": "x"}"""));
        Assert.Equal((Verdict.Refused, "X"), (refused.Verdict, refused.Error!.Type));
        Assert.Equal(Verdict.Accepted, Judge(endpoint, Answer(200, """{"error": "y"}""")).Verdict);
    }

    [Fact]
    public void Response_too_large_is_in_doubt_unless_a_row_takes_its_status_for_success()
    {
        var large = Answer(200, "[1,2,3") with { Kind = AnswerKind.ResponseTooLarge };
        var doubt = Judge(Endpoint(Row("200", reason: "Success")), large);
        Assert.Equal(
            (Verdict.Ambiguous, true, "response too large"),
            (doubt.Verdict, doubt.InDoubt, doubt.Error!.Type)
        );
        Assert.Equal("[1,2,3", doubt.Error.Response);
        var told = Judge(Endpoint(Row("2xx", reason: "Success", action: ErrorAction.Succeed)), large);
        Assert.Equal((Verdict.Accepted, "Success"), (told.Verdict, told.Label));
        var refused = Judge(Endpoint(), large with { Status = 400 });
        Assert.Equal((Verdict.Refused, "response too large"), (refused.Verdict, refused.Error!.Type));
        var classified = Judge(Endpoint(Row("401", reason: "API key")), large with { Status = 401 });
        Assert.Equal((Verdict.Stop, "API key"), (classified.Verdict, classified.Error!.Type));
    }

    [Fact]
    public void Redirect_names_its_target_whatever_classifies_it()
    {
        var redirect = Answer(302) with { Detail = "https://login.example/?k=top-secret" };
        var judge = new Judge(Endpoint(), FirstField, new SecretMask(["top-secret"]));
        var error = judge.Read(redirect, null).Error!;
        Assert.Equal("redirect", error.Type);
        Assert.Contains("to https://login.example/?k=***. ", error.Message, StringComparison.Ordinal);
        Assert.Equal("Location: https://login.example/?k=***\n", error.Response);
        var classified = Judge(Endpoint(Row("3xx", reason: "Moved")), redirect).Error!;
        Assert.Equal(
            ("Moved", "Location: https://login.example/?k=top-secret\n"),
            (classified.Type, classified.Response)
        );
    }

    [Theory]
    [InlineData("text/plain; charset=iso-8859-1", new byte[] { 0xE9 }, "é")]
    [InlineData("text/plain; charset=\"windows-1252\"", new byte[] { 0x80 }, "€")]
    [InlineData("text/plain; charset=utf-16", new byte[] { 0xE9, 0x00 }, "é")]
    [InlineData("text/plain", new byte[] { 0xFF, 0xFE, 0xE9, 0x00 }, "é")]
    [InlineData("text/plain", new byte[] { 0xFE, 0xFF, 0x00, 0xE9 }, "é")]
    [InlineData("application/json", new byte[] { 0xEF, 0xBB, 0xBF, (byte)'1' }, "1")]
    [InlineData("text/plain; charset=martian", new byte[] { 0xC3, 0xA9 }, "é")]
    [InlineData("text/plain; charset=utf-7", new byte[] { (byte)'a' }, "a")]
    [InlineData("no media type at all;;", new byte[] { 0xC3, 0xA9, 0xFF }, "é\uFFFD")]
    [InlineData("image/png", new byte[] { 0x89, (byte)'P' }, "\uFFFDP")]
    public void Response_is_kept_as_text_in_its_own_encoding(string contentType, byte[] body, string text)
    {
        var answer = Answer(400, "", contentType) with { Body = body };
        Assert.Equal(text, Judge(Endpoint(), answer).Error!.Response);
    }

    [Fact]
    public void Json_in_another_encoding_or_with_half_characters_is_read()
    {
        var endpoint = Endpoint(Row("400", """{"code": "é"}""", "Accent"));
        var utf16 = Answer(400, "", "application/json; charset=utf-16le") with
        {
            Body = Encoding.Unicode.GetBytes("""{"code":"é"}"""),
        };
        Assert.Equal("Accent", Judge(endpoint, utf16).Error!.Type);
        var halves = """{"code":"é","\ud83d":1,"x":"\ude00 \ud83d\ude00 \\ud83d"}""";
        Assert.Equal("Accent", Judge(endpoint, Answer(400, halves)).Error!.Type);
        var invalid = Answer(400) with { Body = (byte[])[.. "{\"x\":\""u8, 0xFF, .. "\",\"code\":\"é\"}"u8] };
        Assert.Equal("Accent", Judge(endpoint, invalid).Error!.Type);
    }

    [Fact]
    public void Json_nested_beyond_measure_is_no_json()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        Assert.Equal(
            Verdict.Ambiguous,
            Judge(Endpoint() with { Success = Success("a", "0") }, Answer(200, deep)).Verdict
        );
    }

    [Fact]
    public void Beginning_of_a_response_is_kept_without_secrets()
    {
        var judge = new Judge(Endpoint(), FirstField, new SecretMask(["top-secret"]));
        var body = new string('é', 2045) + "top-secret" + new string('é', 3000);
        var kept = judge.Read(Answer(500, body), null).Error!.Response;
        Assert.Equal(4096, Encoding.UTF8.GetByteCount(kept) + 1);
        Assert.StartsWith(new string('é', 2045) + "***", kept, StringComparison.Ordinal);
        var emoji = judge.Read(Answer(500, "a" + string.Concat(Enumerable.Repeat("😀", 2000))), null).Error!.Response;
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("😀", 1023)), emoji);
    }
}
