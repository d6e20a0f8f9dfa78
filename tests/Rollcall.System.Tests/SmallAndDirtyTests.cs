using Rollcall.Sandbox.Log;
using Rollcall.Sandbox.Rules;
using Rollcall.Testing.Cohorts;

namespace Rollcall.System.Tests;

public sealed class SmallAndDirtyTests
{
    [Fact]
    public async Task A_run_of_three_bad_users_rejects_three()
    {
        string[] bad = ["bad-1", "bad-2", "bad-3"];
        await using var scenario = await Scenario.StartAsync(new() { Rules = new() { RefusedUsers = bad } });
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 100)), 0, "succeeded");

        var report = Scenario.Ended(await scenario.SyncAsync([.. Cohort.Users(0, 100), .. bad]), 1, "failed");

        Assert.Equal((3, 0, 0), report.Counts("rejected"));
        scenario.ListHolds(Cohort.Users(0, 100));
    }

    [Fact]
    public async Task One_percent_bad_users_are_isolated_over_several_runs_within_the_budget()
    {
        const int size = 100_000;
        var bad = Enumerable.Range(0, size / 100).Select(number => Cohort.User(number * 100 + 3)).ToList();
        await using var scenario = await Scenario.StartAsync(
            new()
            {
                KeepBodyBytes = 0,
                Rules = new() { RefusedUsers = bad },
            }
        );
        var rejected = 0L;
        for (var run = 0; rejected < bad.Count && run < 20; run++)
        {
            var before = scenario.Sandbox.Log.Count;
            var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, size)), 1, "partially_succeeded");
            var found = report.Number("rejected", "add");
            Assert.True(found > rejected, $"Run {run} isolated nobody.");
            rejected = found;
            // Whole batches, probes, and the splitting budget.
            Assert.InRange(scenario.Requests(Operation.Add, before).Count, 1, 10 + 5 + 2_000);
        }

        Assert.Equal(bad.Count, rejected);
        scenario.ListHolds(Cohort.Users(0, size).Except(bad));
    }

    [Fact]
    public async Task A_refused_removal_stays_on_the_list_and_is_told_so()
    {
        var sticky = Cohort.User(7);
        await using var scenario = await Scenario.StartAsync(new() { Rules = new() { RefusedRemovals = [sticky] } });
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 200)), 0, "succeeded");

        var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(10, 190)), 1, "partially_succeeded");

        Assert.Equal((0, 1, 0), report.Counts("rejected"));
        Assert.Equal((0, 9, 0), report.Counts("delivered"));
        scenario.ListHolds([sticky, .. Cohort.Users(10, 190)]);
        Assert.Contains(sticky, await scenario.MembersAsync());

        // Nothing else changes, yet it is not forgotten.
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(10, 190)), 1, "partially_succeeded");
        // Back in the cohort, it is where it should be.
        scenario.Sandbox.Rules = new SandboxRules();
        Scenario.Ended(await scenario.SyncAsync([sticky, .. Cohort.Users(10, 190)]), 0, "succeeded");
        scenario.ListHolds([sticky, .. Cohort.Users(10, 190)]);
    }

    [Theory]
    [InlineData(RefusalShape.ByKey, "failedItems: {path: failed, key: id, reason: reason}")]
    [InlineData(RefusalShape.ByIndex, "failedItems: {indexPath: failedIndexes}")]
    [InlineData(RefusalShape.ByMap, "failedItems: {mapPath: results}")]
    [InlineData(RefusalShape.ByCount, "failedItems: {countPath: failedCount}")]
    public async Task Failed_items_in_a_success_are_rejected_and_the_others_acknowledged(
        RefusalShape shape,
        string line
    )
    {
        var bad = new[] { Cohort.User(17), Cohort.User(1_007), Cohort.User(2_999) };
        await using var scenario = await Scenario.StartAsync(
            new()
            {
                Rules = new() { RefusedUsers = bad, Refusal = shape },
            }
        );
        scenario.Definition = scenario.Definition with { BatchSize = 1_000, EndpointLines = [line] };

        var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 3_000)), 1, "partially_succeeded");

        Assert.Equal((3, 0, 0), report.Counts("rejected"));
        scenario.ListHolds(Cohort.Users(0, 3_000).Except(bad));
        if (shape != RefusalShape.ByCount)
        {
            Assert.Equal(3, scenario.Requests(Operation.Add).Count);
        }
    }
}
