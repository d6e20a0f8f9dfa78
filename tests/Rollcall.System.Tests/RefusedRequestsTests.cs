using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Testing.Cohorts;

namespace Rollcall.System.Tests;

public sealed class RefusedRequestsTests
{
    private const string DefaultMessage =
        "This cohort sync has encountered an unidentified kind of error for this integration. "
        + "Please contact support or your CSM to create a ticket and ask for help in solving this issue.";

    [Fact]
    public async Task Refused_credentials_stop_the_run_at_one_request_with_the_classifications_words()
    {
        await using var scenario = await Scenario.StartAsync(new() { BearerToken = "right" });
        scenario.Definition = scenario.Definition with
        {
            Bearer = true,
            Errors = ["{status: 401, reason: API key, message: The API key was refused. Check it and try again.}"],
        };

        var report = Scenario.Ended(
            await scenario.SyncAsync(Cohort.Users(0, 100), "--set", "bearer_token=wrong"),
            1,
            "failed"
        );

        var error = Assert.Single(report.Errors());
        Assert.Equal(("createList", 401), (error.Text("endpoint"), error.GetProperty("status").GetInt32()));
        Assert.Equal(
            ("API key", "The API key was refused. Check it and try again."),
            (error.Text("type"), error.Text("message"))
        );
        Assert.Equal("Bearer wrong", Assert.Single(scenario.Sandbox.Log.Entries).Header("Authorization"));
        Scenario.Ended(
            await scenario.SyncAsync(Cohort.Users(0, 100), "--set", "bearer_token=right", "--fresh"),
            0,
            "succeeded"
        );
        scenario.ListHolds(Cohort.Users(0, 100));
    }

    [Fact]
    public async Task Credentials_refused_in_the_middle_stop_everything_at_once()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { BatchSize = 100 };
        scenario.Sandbox.Faults.Add(Fault.Answering(Operation.Add, 403) with { Skip = 10 });

        var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 5_000)), 1);
        Assert.InRange(scenario.Requests(Operation.Add).Count(request => request.Status == 403), 1, 4);

        scenario.Sandbox.Faults.Clear();
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 5_000)), 0, "succeeded");
        scenario.ListHolds(Cohort.Users(0, 5_000));
        Assert.Equal(
            5_000,
            scenario
                .Sandbox.Log.Entries.Where(entry => entry is { Operation: Operation.Add, Status: 200 })
                .Sum(entry => entry.Items.Length)
        );
    }

    [Fact]
    public async Task An_answer_that_nobody_described_is_unclassified()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with
        {
            Errors = ["{status: 401, reason: API key, message: Refused.}"],
        };
        scenario.Sandbox.Faults.Add(Fault.Answering(Operation.CreateList, 418, "{\"brew\": \"tea\"}"));

        var report = Scenario.Ended(await scenario.SyncAsync(["a"]), 1, "failed");

        var error = Assert.Single(report.Errors());
        Assert.Equal(("unclassified", DefaultMessage), (error.Text("type"), error.Text("message")));
        Assert.Contains("tea", error.Text("response"));
        Assert.Single(scenario.Sandbox.Log.Entries);
    }

    [Fact]
    public async Task An_endpoint_that_refuses_everything_costs_few_requests_and_rejects_nobody()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Sandbox.Faults.Add(Fault.Answering(Operation.Add, 400));

        for (var run = 0; run < 2; run++)
        {
            var before = scenario.Sandbox.Log.Count;
            var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 100_000)), 1, "failed");
            Assert.Equal((0, 0, 0), report.Counts("rejected"));
            Assert.InRange(scenario.Requests(Operation.Add, before).Count, 1, 4 + 5);
        }

        scenario.Sandbox.Faults.Clear();
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 100_000)), 0, "succeeded");
        scenario.ListHolds(Cohort.Users(0, 100_000));
    }

    [Fact]
    public async Task Removals_go_out_although_the_add_endpoint_fails()
    {
        await using var scenario = await Scenario.StartAsync();
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 1_000)), 0, "succeeded");
        scenario.Sandbox.Faults.Add(Fault.Answering(Operation.Add, 400));

        var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(50, 1_000)), 1, "partially_succeeded");

        Assert.Equal((0, 50, 0), report.Counts("delivered"));
        scenario.ListHolds(Cohort.Users(50, 950));
    }

    [Fact]
    public async Task A_list_deleted_at_the_destination_is_told_as_gone()
    {
        await using var scenario = await Scenario.StartAsync();
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 1_000)), 0, "succeeded");
        scenario.Sandbox.Lists.Delete(scenario.List.Id);

        var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 1_100)), 1, "failed");

        Assert.Equal((0, 0, 0), report.Counts("rejected"));
        Assert.Contains(
            "list",
            report
                .Errors()
                .Select(error => error.Text("type") + error.Text("message"))
                .First(text => text.Contains("gone"))
        );
        Assert.Empty(scenario.Sandbox.Lists.All);
    }
}
