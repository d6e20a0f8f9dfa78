using Rollcall.Sandbox.Log;
using Rollcall.Testing.Cohorts;

namespace Rollcall.System.Tests;

/// <summary>50,000 members with quoted and non-ASCII values, from the first sync to a guarded one.</summary>
public sealed class ListFollowsCohortTests
{
    private const int Size = 50_000;

    [Fact]
    public async Task First_sync_creates_one_list_and_fills_it_in_full_batches()
    {
        await using var scenario = await Scenario.StartAsync();

        var result = await scenario.SyncAsync(Cohort.Users(0, Size));

        var report = Scenario.Ended(result, 0, "succeeded");
        Assert.Equal((Size, 0, 0), report.Counts("planned"));
        Assert.Equal((Size, 0, 0), report.Counts("delivered"));
        Assert.Equal((0, 0, 0), report.Counts("rejected"));
        Assert.Equal((Size, Size), (report.Number("cohort", "read"), report.Number("cohort", "items")));
        Assert.Equal((6, 6), (report.Number("requests", "sent"), report.Number("requests", "succeeded")));
        Assert.Equal(scenario.List.Id, report.GetProperty("listId").GetString());
        Assert.Equal("[Rollcall] People", scenario.List.Name);
        Assert.Single(scenario.Requests(Operation.CreateList));
        Assert.Equal(
            Enumerable.Repeat(10_000, 5),
            scenario.Requests(Operation.Add).Select(request => request.Items.Length)
        );
        Assert.Empty(scenario.Checker().Repeats());
        scenario.ListHolds(Cohort.Users(0, Size));
    }

    [Fact]
    public async Task Later_syncs_send_exactly_the_difference_and_then_nothing()
    {
        await using var scenario = await Scenario.StartAsync();
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, Size)), 0, "succeeded");
        var first = scenario.Sandbox.Log.Count;
        // 300 leave, 250 enter, and the file is in another order.
        var changed = Cohort.Users(300, Size - 50).Reverse().ToList();

        var second = Scenario.Ended(await scenario.SyncAsync(changed), 0, "succeeded");

        Assert.Equal((250, 300, 0), second.Counts("delivered"));
        Assert.Equal(first + 2, scenario.Sandbox.Log.Count);
        Assert.Equal(
            Cohort.Users(Size, 250).Order(StringComparer.Ordinal),
            Assert.Single(scenario.Requests(Operation.Add, first)).Users.Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            Cohort.Users(0, 300).Order(StringComparer.Ordinal),
            Assert.Single(scenario.Requests(Operation.Remove)).Users.Order(StringComparer.Ordinal)
        );

        // Adds go out before removes.
        var (add, remove) = (scenario.Sandbox.Log.Entries[first], scenario.Sandbox.Log.Entries[first + 1]);
        Assert.Equal((Operation.Add, Operation.Remove), (add.Operation, remove.Operation));

        var third = Scenario.Ended(await scenario.SyncAsync(changed), 0, "succeeded");

        Assert.Equal((0, 0, 0), third.Counts("planned"));
        Assert.Equal(0, third.Number("requests", "sent"));
        Assert.Equal(first + 2, scenario.Sandbox.Log.Count);
        scenario.ListHolds(changed);
        Assert.Equal(
            changed.Order(StringComparer.Ordinal),
            (await scenario.MembersAsync()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_file_that_lost_most_of_its_rows_is_held_until_a_person_confirms()
    {
        await using var scenario = await Scenario.StartAsync();
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, Size)), 0, "succeeded");
        var before = scenario.Sandbox.Log.Count;
        var few = Cohort.Users(0, 1_000).ToList();

        var held = Scenario.Ended(await scenario.SyncAsync(few), 3, "held");
        Assert.Equal((0, Size - 1_000, 0), held.Counts("planned"));
        Scenario.Ended(await scenario.SyncAsync(few), 3, "held");
        // A confirmation holds for the snapshot that was held, not for another one.
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 900), "--confirm-removals"), 3, "held");
        Scenario.Ended(await scenario.SyncAsync(few, "--confirm-removals=48999"), 3, "held");
        Assert.Equal(before, scenario.Sandbox.Log.Count);
        scenario.ListHolds(Cohort.Users(0, Size));

        Scenario.Ended(await scenario.SyncAsync(few), 3, "held");
        var sent = Scenario.Ended(await scenario.SyncAsync(few, "--confirm-removals"), 0, "succeeded");

        Assert.Equal((0, Size - 1_000, 0), sent.Counts("delivered"));
        scenario.ListHolds(few);
    }

    [Fact]
    public async Task An_empty_cohort_is_held_and_the_limits_can_be_set_for_a_run()
    {
        await using var scenario = await Scenario.StartAsync();
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 1_000)), 0, "succeeded");

        Scenario.Ended(await scenario.SyncAsync([]), 3, "held");
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 790)), 3, "held");
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 790), "--max-removals", "22%"), 0, "succeeded");
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 300), "--max-removals", "490"), 0, "succeeded");

        scenario.ListHolds(Cohort.Users(0, 300));
    }

    [Fact]
    public async Task A_cohort_that_grew_beyond_belief_is_held()
    {
        await using var scenario = await Scenario.StartAsync();
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 1_000)), 0, "succeeded");

        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 12_000)), 3, "held");
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 10_900)), 0, "succeeded");

        scenario.ListHolds(Cohort.Users(0, 10_900));
    }

    [Fact]
    public async Task A_dry_run_tells_the_difference_and_sends_nothing()
    {
        await using var scenario = await Scenario.StartAsync();

        var planned = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 500), "--dry-run"), 0, "planned");

        Assert.Equal((500, 0, 0), planned.Counts("planned"));
        Assert.Equal(0, scenario.Sandbox.Log.Count);
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 500)), 0, "succeeded");
        scenario.ListHolds(Cohort.Users(0, 500));
    }
}
