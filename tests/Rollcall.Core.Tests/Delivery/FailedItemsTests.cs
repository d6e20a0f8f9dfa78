using System.Globalization;
using Rollcall.Core.Delivery;
using Rollcall.Core.Integrations;
using Rollcall.Core.Tests.Delivery.Requests;
using static Rollcall.Core.Tests.Delivery.Judging;

namespace Rollcall.Core.Tests.Delivery;

public sealed class FailedItemsTests
{
    private static readonly string[] Ten = [.. Enumerable.Range(0, 10).Select(index => $"u{index}")];

    private static FailedItems ByKey(string path, string? key = null, string? reason = null) =>
        new()
        {
            Path = Path(path),
            Key = key is null ? null : Path(key),
            Reason = reason is null ? null : Path(reason),
        };

    private static FailedItems ByIndex(string path, string? entries = null, string? reason = null) =>
        new()
        {
            IndexPath = Path(path),
            Path = entries is null ? null : Path(entries),
            Reason = reason is null ? null : Path(reason),
        };

    private static FailedItems ByMap(string path) => new() { MapPath = Path(path) };

    private static FailedItems ByCount(string path) => new() { CountPath = Path(path) };

    private static Judgement Read(FailedItems rules, string body, int status = 200, params string[] items) =>
        Judge(Endpoint() with { FailedItems = rules }, Answer(status, body), Items(items.Length == 0 ? Ten : items));

    private static string Told(Judgement judgement) =>
        string.Join(
            ' ',
            judgement.Failed.Select(item => item.Reason is null ? $"{item.Index}" : $"{item.Index}:{item.Reason}")
        );

    public static TheoryData<FailedItems, string, string> Shapes() =>
        new()
        {
            { ByKey("invalid", "$"), """{"invalid": ["u3", "u1"]}""", "1 3" },
            { ByKey("invalid[*]", "$"), """{"invalid": ["u3", "u1"]}""", "1 3" },
            { ByKey("invalid"), """{"invalid": ["u3", "u1", "u3"]}""", "1 3" },
            {
                ByKey("errors[*]", "id", "error.text"),
                """{"errors": [{"id": "u2", "error": {"text": "bad"}}, {"id": "u0"}]}""",
                "0 2:bad"
            },
            { ByKey("errors", "id", "why"), """{"errors": [{"id": "u2", "why": {"a": 1}}]}""", """2:{"a": 1}""" },
            {
                ByKey("errors", "emails", "error"),
                """{"errors": [{"emails": ["u1", "u2"], "error": "no"}]}""",
                "1:no 2:no"
            },
            { ByKey("errors.*", "$key", "why"), """{"errors": {"u4": {"why": "x"}, "u2": {"why": "y"}}}""", "2:y 4:x" },
            { ByKey("errors", "$key", "$"), """{"errors": {"u4": "x", "u2": null}}""", "2 4:x" },
            { ByKey("errors.*", "$key", "$[0]"), """{"errors": {"u4": ["first", "second"]}}""", "4:first" },
            {
                ByKey("failed.*", "$", "$key"),
                """{"failed": {"VALIDATION": ["u1"], "UNKNOWN": ["u5", "u6"]}}""",
                "1:VALIDATION 5:UNKNOWN 6:UNKNOWN"
            },
            { ByKey("$", "id"), """[{"id": "u1"}]""", "1" },
            { ByIndex("skipped"), """{"skipped": [3, "1"]}""", "1 3" },
            { ByIndex("errors[*].index"), """{"errors": [{"index": 3}, {"index": 1}, {"index": 3}]}""", "1 3" },
            {
                ByIndex("errors[*].index", null, "errors[*].text"),
                """{"errors": [{"index": 3, "text": "x"}, {"index": 1, "text": "y"}]}""",
                "1:y 3:x"
            },
            {
                ByIndex("index", "errors[*]", "text"),
                """{"errors": [{"index": 3, "text": "x"}, {"index": 1}]}""",
                "1 3:x"
            },
            { ByMap("$"), """{"u0": true, "u2": false, "u9": false, "stranger": true}""", "2 9" },
            { ByMap("result.members"), """{"result": {"members": {"u2": false}}}""", "2" },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Named_items_failed_and_the_rest_succeeded(FailedItems rules, string body, string told)
    {
        var judgement = Read(rules, body);
        Assert.Equal((Verdict.PartlyAccepted, told), (judgement.Verdict, Told(judgement)));
        Assert.Equal("refused items", judgement.Error!.Type);
        Assert.False(judgement.InDoubt);
    }

    public static TheoryData<FailedItems, string> Nothing() =>
        new()
        {
            { ByKey("invalid"), """{"invalid": []}""" },
            { ByKey("invalid"), """{"invalid": null}""" },
            { ByKey("invalid"), "{}" },
            { ByKey("invalid"), "" },
            { ByKey("errors.*", "$key"), """{"errors": {}}""" },
            { ByKey("errors[*]", "id"), """{"errors": [null, null]}""" },
            { ByIndex("skipped"), """{"skipped": []}""" },
            { ByMap("$"), """{"u0": true}""" },
            { ByMap("members"), """{"members": null}""" },
            { ByCount("failed"), """{"failed": 0}""" },
            { ByCount("failed"), """{"failed": "0"}""" },
            { ByCount("failed"), """{"failed": null}""" },
            { ByCount("failed"), "{}" },
            { ByCount("failed"), "" },
        };

    [Theory]
    [MemberData(nameof(Nothing))]
    public void Answer_that_names_nothing_is_a_success(FailedItems rules, string body)
    {
        var judgement = Read(rules, body);
        Assert.Equal((Verdict.Accepted, null), (judgement.Verdict, judgement.Error));
    }

    public static TheoryData<FailedItems, string> Unclear() =>
        new()
        {
            { ByKey("invalid"), """{"invalid": ["u3", "stranger"]}""" },
            { ByKey("invalid"), """{"invalid": ["U3"]}""" },
            { ByKey("invalid"), """{"invalid": "none"}""" },
            { ByKey("invalid"), """{"invalid": [true]}""" },
            { ByKey("errors", "id"), """{"errors": [{"key": "u1"}]}""" },
            { ByKey("errors", "id"), """{"errors": [{"id": null}]}""" },
            { ByKey("errors", "$key"), """{"errors": ["u1"]}""" },
            { ByKey("errors", "id"), "<html>busy</html>" },
            { ByIndex("skipped"), """{"skipped": [10]}""" },
            { ByIndex("skipped"), """{"skipped": [-1]}""" },
            { ByIndex("skipped"), """{"skipped": [1.5]}""" },
            { ByIndex("skipped"), """{"skipped": ["u1"]}""" },
            { ByIndex("skipped"), """{"skipped": [4294967296]}""" },
            { ByIndex("index", "errors"), """{"errors": [{"no": 1}]}""" },
            { ByMap("$"), """{"stranger": false}""" },
            { ByMap("$"), """{"u1": "no"}""" },
            { ByMap("$"), "[]" },
            { ByMap("$"), "<html>busy</html>" },
            { ByCount("failed"), """{"failed": "many"}""" },
            { ByCount("failed"), """{"failed": -1}""" },
            { ByCount("failed"), """{"failed": [1]}""" },
            { ByCount("failed"), "not json" },
        };

    [Theory]
    [MemberData(nameof(Unclear))]
    public void Entry_that_matches_no_item_leaves_the_batch_in_doubt(FailedItems rules, string body)
    {
        var judgement = Read(rules, body);
        Assert.Equal((Verdict.Ambiguous, true), (judgement.Verdict, judgement.InDoubt));
        Assert.Empty(judgement.Failed);
        Assert.EndsWith("tried again.", judgement.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"failed": 1}""", true)]
    [InlineData("""{"failed": "9"}""", true)]
    [InlineData("""{"failed": 10}""", false)]
    [InlineData("""{"failed": 11}""", false)]
    [InlineData("""{"failed": 99999999999999999}""", false)]
    public void Count_alone_splits_the_batch(string body, bool part)
    {
        var judgement = Read(ByCount("failed"), body);
        Assert.Equal((Verdict.Refused, part, part), (judgement.Verdict, judgement.PartSucceeded, judgement.InDoubt));
        Assert.Empty(judgement.Failed);
    }

    [Fact]
    public void Counts_of_several_parts_add_up() =>
        Assert.True(Read(ByCount("parts[*].failed"), """{"parts": [{"failed": 4}, {"failed": 5}]}""").PartSucceeded);

    [Fact]
    public void Single_item_that_failed_is_refused_or_named()
    {
        var counted = Read(ByCount("failed"), """{"failed": 1}""", 200, "u0");
        Assert.Equal((Verdict.Refused, false, false), (counted.Verdict, counted.PartSucceeded, counted.InDoubt));
        var named = Read(ByKey("invalid"), """{"invalid": ["u0"]}""", 200, "u0");
        Assert.Equal((Verdict.PartlyAccepted, "0"), (named.Verdict, Told(named)));
    }

    [Fact]
    public void Batch_in_which_all_of_many_failed_is_refused_and_the_items_are_named()
    {
        var body = $$"""{"invalid": [{{string.Join(',', Ten.Select(key => $"\"{key}\""))}}]}""";
        var judgement = Read(ByKey("invalid"), body);
        Assert.Equal(
            (Verdict.Refused, false, 10),
            (judgement.Verdict, judgement.PartSucceeded, judgement.Failed.Count)
        );
    }

    [Fact]
    public void Items_named_by_a_refusal_are_at_fault_but_the_rest_did_not_succeed()
    {
        var judgement = Read(
            ByIndex("contact", "failureReasons", "why"),
            """{"failureReasons": [{"contact": 2, "why": "bad"}]}""",
            400
        );
        Assert.Equal(
            (Verdict.Refused, "2:bad", "unclassified"),
            (judgement.Verdict, Told(judgement), judgement.Error!.Type)
        );
    }

    [Fact]
    public void Failed_success_rule_that_names_items_refuses_the_batch()
    {
        var endpoint = Endpoint() with { FailedItems = ByKey("invalid"), Success = Success("ok", "true") };
        var judgement = Judge(endpoint, Answer(200, """{"ok": false, "invalid": ["u1"]}"""), Items(Ten));
        Assert.Equal(
            (Verdict.Refused, true, "1", true),
            (judgement.Verdict, judgement.PartSucceeded, Told(judgement), judgement.InDoubt)
        );
    }

    [Fact]
    public void Row_of_a_2xx_gives_the_refused_items_their_words()
    {
        var endpoint = Endpoint(Row("207", """{"errors": [{}]}""", "Unknown users")) with
        {
            FailedItems = ByKey("errors", "id"),
        };
        var judgement = Judge(endpoint, Answer(207, """{"errors": [{"id": "u1"}]}"""), Items(Ten));
        Assert.Equal((Verdict.PartlyAccepted, "Unknown users"), (judgement.Verdict, judgement.Error!.Type));
    }

    [Fact]
    public void Numbers_and_letters_of_any_script_match_as_rendered()
    {
        var judgement = Read(
            ByKey("bad"),
            """{"bad": [7, "\u00e9\ud83d\ude00", "a\"b"]}""",
            200,
            "7",
            "é😀",
            "a\"b",
            "8"
        );
        Assert.Equal((Verdict.PartlyAccepted, "0 1 2"), (judgement.Verdict, Told(judgement)));
    }

    [Fact]
    public void Reasons_are_masked_and_cut()
    {
        var judge = new Judge(
            Endpoint() with
            {
                FailedItems = ByKey("bad", "id", "why"),
            },
            FirstField,
            new SecretMask(["top-secret"])
        );
        var body = $$"""{"bad": [{"id": "u1", "why": "key top-secret {{new string('x', 1000)}}"}]}""";
        var reason = Assert.Single(judge.Read(Answer(200, body), Items(Ten)).Failed).Reason!;
        Assert.StartsWith("key *** x", reason, StringComparison.Ordinal);
        Assert.Equal(500, reason.Length);
    }

    [Fact]
    public void Ten_thousand_items_are_matched_by_rendering_each_once()
    {
        var keys = Enumerable.Range(0, 10_000).Select(index => index.ToString(CultureInfo.InvariantCulture)).ToList();
        var rendered = 0;
        var judge = new Judge(
            Endpoint() with
            {
                FailedItems = ByKey("bad"),
            },
            (record, into) =>
            {
                rendered++;
                FirstField(record, into);
            },
            NoSecrets
        );
        var body =
            $$"""{"bad": [{{string.Join(',', keys.Where((_, index) => index % 2 == 1).Select(key => $"\"{key}\""))}}]}""";
        var judgement = judge.Read(Answer(200, body), Items(keys));
        Assert.Equal((Verdict.PartlyAccepted, 5_000, 10_000), (judgement.Verdict, judgement.Failed.Count, rendered));
        Assert.Equal(
            Enumerable.Range(0, 5_000).Select(index => (index * 2) + 1),
            judgement.Failed.Select(item => item.Index)
        );
        judge.Read(Answer(200, """{"bad": []}"""), Items(keys));
        Assert.Equal(10_000, rendered);
    }

    [Fact]
    public void Entries_match_what_the_definition_makes_of_an_item()
    {
        var builder = new RequestFixture
        {
            Body = "$items",
            Items = "\"$user_id\"",
            Match = "id:$user_id",
        }.Build();
        var endpoint = Endpoint() with { FailedItems = ByKey("bad") };
        var judge = new Judge(endpoint, builder, NoSecrets);
        var judgement = judge.Read(Answer(200, """{"bad": ["id:u3", "id:u1"]}"""), Items(Ten));
        Assert.Equal((Verdict.PartlyAccepted, "1 3"), (judgement.Verdict, Told(judgement)));
        Assert.Equal(Verdict.Ambiguous, judge.Read(Answer(200, """{"bad": ["u3"]}"""), Items(Ten)).Verdict);
    }
}
