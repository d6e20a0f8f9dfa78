using System.Text;
using Rollcall.Sandbox.Log;
using Rollcall.Testing.Definitions;

namespace Rollcall.System.Tests;

public sealed class HostileValuesTests
{
    private static readonly string[] Values =
    [
        "\"quoted\" and 'single'",
        "back\\slash\\",
        "tab\tline\nfeed\r\nreturn",
        "bell\u0001 escape\u001b delete\u007f unit\u001f",
        "$items",
        "${list_id} $$ $user_id $",
        new string('x', 4_990) + "\"\\😀é\u2028",
        "😀👩‍👩‍👧‍👦🇩🇪",
        "line\u2028separator\u2029next\u0085",
        "</script><!--",
        "{\"userIds\": []}",
        " leading and trailing ",
        "a+b%20c%zz",
        "ﬁ\u0301\u202e\ufeff",
        "=HYPERLINK(\"x\")",
        "?query=1&other#fragment/../..",
    ];

    [Fact]
    public async Task Values_arrive_byte_for_byte_in_a_payload()
    {
        await using var scenario = await Scenario.StartAsync();

        var report = Scenario.Ended(await scenario.SyncAsync([.. Values, "nul\0inside"]), 0, "succeeded");

        // A NUL is the one character that no destination can be trusted with: its member is invalid, and told.
        Assert.Equal(1, report.Number("cohort", "invalid"));
        scenario.ListHolds(Values);
    }

    [Fact]
    public async Task Values_arrive_byte_for_byte_in_a_url()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { Form = SandboxForm.ListOneByOne };

        Scenario.Ended(await scenario.SyncAsync(Values), 0, "succeeded");
        scenario.ListHolds(Values);
        Scenario.Ended(await scenario.SyncAsync(Values[..1], "--max-removals", "100%"), 0, "succeeded");

        scenario.ListHolds(Values[..1]);
        Assert.Equal(Values.Length - 1, scenario.Requests(Operation.RemoveMember).Count);
        // Nothing but RFC 3986's unreserved characters stands in a segment unencoded.
        Assert.All(
            scenario.Requests(Operation.AddMember),
            request => Assert.Matches("^/lists/[a-z0-9-]+/members/(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+$", request.Target)
        );
    }

    [Theory]
    [InlineData("Ünï \"quoted\" \\ back 😀 \u2028 $items ${list_id} $$ {}")]
    [InlineData("tab\tand\nlines\u0001")]
    public async Task A_cohort_name_arrives_byte_for_byte_as_a_list_name(string name)
    {
        await using var scenario = await Scenario.StartAsync();

        Scenario.Ended(await scenario.SyncAsync(["a"], "--cohort-name", name), 0, "succeeded");

        Assert.Equal("[Rollcall] " + name, scenario.List.Name);
    }

    [Theory]
    [InlineData("good\r\nX-Injected: 1")]
    [InlineData("good\nmore")]
    [InlineData("nön-ascii")]
    public async Task A_setting_that_no_header_can_hold_is_refused_before_anything_is_sent(string value)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with
        {
            Lines = ["customFields: [{variable: team, displayName: Team, type: string}]", "headers: {X-Team: $team}"],
        };

        var result = await scenario.SyncAsync(["a"], "--set", "team=" + value);

        Scenario.Ended(result, 2);
        Assert.Contains("team", result.Errors);
        Assert.Equal(0, scenario.Sandbox.Log.Count);
        Scenario.Ended(await scenario.SyncAsync(["a"], "--set", "team=good"), 0, "succeeded");
        Assert.All(scenario.Sandbox.Log.Entries, entry => Assert.Equal("good", entry.Header("X-Team")));
    }

    [Fact]
    public async Task Member_values_in_headers_cannot_inject_others()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with
        {
            Form = SandboxForm.ListOneByOne,
            Lines = ["headers: {X-Cohort: \"${cohort_name | urlencode}\"}"],
        };

        Scenario.Ended(await scenario.SyncAsync(["a"], "--cohort-name", "x\r\nX-Injected: 1"), 0, "succeeded");

        Assert.All(scenario.Sandbox.Log.Entries, entry => Assert.Null(entry.Header("X-Injected")));
        Assert.All(
            scenario.Sandbox.Log.Entries,
            entry => Assert.Equal("x%0D%0AX-Injected%3A%201", entry.Header("X-Cohort"))
        );
    }

    [Fact]
    public async Task Bodies_are_json_whatever_stands_in_them()
    {
        await using var scenario = await Scenario.StartAsync(new() { KeepBodyBytes = int.MaxValue });

        Scenario.Ended(await scenario.SyncAsync(Values), 0, "succeeded");

        var body = Encoding.UTF8.GetString(Assert.Single(scenario.Requests(Operation.Add)).Body);
        Assert.DoesNotContain(body, character => character < ' ' && character != '\n');
    }
}
