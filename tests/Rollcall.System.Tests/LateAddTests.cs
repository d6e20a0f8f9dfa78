using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Testing.Cohorts;

namespace Rollcall.System.Tests;

/// <summary>Adds whose answer never came, and whose users left the cohort meanwhile.</summary>
public sealed class LateAddTests
{
    private static readonly string[] Stay = [.. Cohort.Users(0, 20)];
    private static readonly string[] All = [.. Stay, "leaver"];

    [Fact]
    public async Task A_user_whose_add_timed_out_after_it_was_applied_is_removed_when_it_leaves()
    {
        await using var scenario = await StartAsync();
        scenario.Sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Hang,
                Operation = Operation.Add,
                Applied = true,
            }
        );
        var first = Scenario.Ended(await scenario.SyncAsync(All), 1, "failed");
        Assert.Equal(All.Length, first.GetProperty("inDoubt").GetInt64());
        Assert.True(scenario.List.Contains("leaver"));
        scenario.Sandbox.Faults.Clear();

        Scenario.Ended(await scenario.SyncAsync(Stay), 0, "succeeded");

        Assert.Equal(["leaver"], Assert.Single(scenario.Requests(Operation.Remove)).Users);
        scenario.ListHolds(Stay);
    }

    [Fact]
    public async Task An_add_that_lands_after_its_retry_was_acknowledged_does_not_outlive_the_removal()
    {
        await using var scenario = await StartAsync();
        scenario.Sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Late,
                Operation = Operation.Add,
                Delay = TimeSpan.FromSeconds(2.5),
                Count = 1,
            }
        );
        Scenario.Ended(await scenario.SyncAsync(All), 0, "succeeded");

        Scenario.Ended(await scenario.SyncAsync(Stay), 0, "succeeded");

        var late = await scenario.Sandbox.Log.WaitForAsync(entry => entry is { Fault: not null, AppliedAt: not null });
        var remove = Assert.Single(scenario.Requests(Operation.Remove));
        Assert.True(remove.AppliedOrder > late.AppliedOrder, "The removal was overtaken by the late add.");
        scenario.ListHolds(Stay);
    }

    [Fact]
    public async Task The_wait_survives_a_crash()
    {
        await using var scenario = await StartAsync();
        scenario.Sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Late,
                Operation = Operation.Add,
                Delay = TimeSpan.FromSeconds(2),
            }
        );
        var cohort = scenario.NewFile("cohort.csv");
        Cohort.WriteCsv(cohort, All);
        await using (var process = scenario.StartSync(cohort))
        {
            await process.ReachesAsync(
                scenario.Sandbox.Log.WaitForAsync(entry => entry is { Operation: Operation.Add, Fault: not null })
            );
            process.Kill();
            await process.EndAsync();
        }
        scenario.Sandbox.Faults.Clear();

        Scenario.Ended(await scenario.SyncAsync(Stay), 0, "succeeded");

        await scenario.Sandbox.Log.WaitForAsync(entry => entry is { Fault: not null, AppliedAt: not null });
        scenario.ListHolds(Stay);
    }

    private static async Task<Scenario> StartAsync()
    {
        var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { Timeout = "1s", Settle = "3s" };
        return scenario;
    }
}
