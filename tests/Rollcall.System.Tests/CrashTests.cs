using Rollcall.Sandbox.Log;
using Rollcall.Testing.Cohorts;

namespace Rollcall.System.Tests;

public sealed class CrashTests
{
    private const int Size = 60_000;

    [Fact]
    public async Task Nothing_is_lost_and_little_repeated_however_often_the_program_is_killed()
    {
        const int kills = 12;
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { BatchSize = 200 };
        var cohort = scenario.NewFile("cohort.csv");
        Cohort.WriteCsv(cohort, Cohort.Users(0, Size));

        for (var kill = 0; kill < kills; kill++)
        {
            var seen = scenario.Sandbox.Log.Count;
            await using var process = scenario.StartSync(cohort);
            // At a different point of a request's life each time.
            await process.ReachesAsync(
                scenario.Sandbox.Log.WaitForAsync(entry => Reached(entry, seen + 1 + 20 * (kill % 3), kill))
            );
            process.Kill();
            await process.EndAsync();
        }
        var last = Scenario.Ended(await scenario.SyncFileAsync(cohort), 0, "succeeded");

        Assert.Equal((Size, 0, 0), last.Counts("delivered"));
        Assert.Single(
            scenario.Requests(Operation.CreateList).Select(request => request.Header("Idempotency-Key")).Distinct()
        );
        Assert.InRange(scenario.Checker().Repeats().Count, 0, 4 * kills);
        MessageIdsAreKept(scenario);
        scenario.ListHolds(Cohort.Users(0, Size));
    }

    [Fact]
    public async Task A_cohort_that_changed_after_a_crash_is_delivered_as_it_is_now()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { BatchSize = 200, Timeout = "1s", Settle = "2s" };
        var cohort = scenario.NewFile("cohort.csv");
        Cohort.WriteCsv(cohort, Cohort.Users(0, 20_000));
        await using (var process = scenario.StartSync(cohort))
        {
            await process.ReachesAsync(scenario.Sandbox.Log.WaitForAsync(entry => entry.Sequence == 40));
            process.Kill();
            await process.EndAsync();
        }

        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(5_000, 20_000), "--max-removals", "100%"), 0, "succeeded");

        scenario.ListHolds(Cohort.Users(5_000, 20_000));
    }

    [Fact]
    public async Task Every_step_of_a_small_difference_can_be_the_last_one()
    {
        // Two adds and two removes; the program dies as each request arrives, is applied, is answered.
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { BatchSize = 20, Timeout = "1s", Settle = "1s" };
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 200)), 0, "succeeded");
        for (var kill = 0; kill < 12; kill++)
        {
            var cohort = scenario.NewFile("cohort.csv");
            Cohort.WriteCsv(cohort, Cohort.Users((kill + 1) * 40, 200));
            var before = scenario.Sandbox.Log.Count;
            await using (var process = scenario.StartSync(cohort))
            {
                await process.ReachesAsync(
                    scenario.Sandbox.Log.WaitForAsync(entry => Reached(entry, before + 1 + kill / 3, kill))
                );
                process.Kill();
                await process.EndAsync();
            }

            Scenario.Ended(await scenario.SyncFileAsync(cohort), 0, "succeeded");
            scenario.ListHolds(Cohort.Users((kill + 1) * 40, 200));
            Scenario.Ended(await scenario.SyncFileAsync(cohort), 0, "succeeded");
        }
        Assert.InRange(scenario.Checker().Repeats().Count, 0, 12 * 4);
    }

    [Fact]
    public async Task A_confirmed_run_goes_on_after_a_crash_without_being_confirmed_again()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { BatchSize = 100 };
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 5_000)), 0, "succeeded");
        var cohort = scenario.NewFile("cohort.csv");
        Cohort.WriteCsv(cohort, Cohort.Users(0, 200));
        Scenario.Ended(await scenario.SyncFileAsync(cohort), 3, "held");
        var before = scenario.Sandbox.Log.Count;
        await using (var process = scenario.StartSync(cohort, "--confirm-removals"))
        {
            await process.ReachesAsync(scenario.Sandbox.Log.WaitForAsync(entry => entry.Sequence == before + 10));
            process.Kill();
            await process.EndAsync();
        }

        var report = Scenario.Ended(await scenario.SyncFileAsync(cohort), 0, "succeeded");

        Assert.Equal((0, 4_800, 0), report.Counts("delivered"));
        scenario.ListHolds(Cohort.Users(0, 200));
    }

    [Fact]
    public async Task Ctrl_c_keeps_what_was_acknowledged_and_exits_130()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { BatchSize = 100 };
        var cohort = scenario.NewFile("cohort.csv");
        Cohort.WriteCsv(cohort, Cohort.Users(0, Size));
        await using (var process = scenario.StartSync(cohort))
        {
            await process.ReachesAsync(scenario.Sandbox.Log.WaitForAsync(entry => entry.Sequence == 50));
            process.Interrupt();
            Assert.Equal(130, (await process.EndAsync()).ExitCode);
        }
        Assert.All(scenario.Sandbox.Log.Entries, entry => Assert.NotNull(entry.Status));

        Scenario.Ended(await scenario.SyncFileAsync(cohort), 0, "succeeded");

        // Stopped gracefully: not one batch was sent twice.
        Assert.Empty(scenario.Checker().Repeats());
        scenario.ListHolds(Cohort.Users(0, Size));
    }

    [Fact]
    public async Task A_state_directory_belongs_to_one_run_at_a_time()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Sandbox.Faults.Add(
            new()
            {
                Kind = Sandbox.Faults.FaultKind.Hang,
                Operation = Operation.Add,
                Count = 1,
            }
        );
        var cohort = scenario.NewFile("cohort.csv");
        Cohort.WriteCsv(cohort, Cohort.Users(0, 10));
        await using var first = scenario.StartSync(cohort);
        await first.ReachesAsync(
            scenario.Sandbox.Log.WaitForAsync(entry => entry is { Operation: Operation.Add, Fault: not null })
        );

        Scenario.Ended(await scenario.SyncFileAsync(cohort), 2);

        Assert.Equal(2, scenario.Sandbox.Log.Count);
    }

    private static bool Reached(LogEntry entry, int sequence, int kill) =>
        entry.Sequence == sequence
        && (kill % 3) switch
        {
            0 => true,
            1 => entry.AppliedAt is not null,
            _ => entry.EndedAt is not null,
        };

    /// <summary>The same items, the same message ID: the first one.</summary>
    private static void MessageIdsAreKept(Scenario scenario)
    {
        var first = new Dictionary<string, string?>();
        foreach (var batch in scenario.Checker().Batches())
        {
            var message = batch.Header(Testing.Checking.DeliveryChecker.MessageIdHeader);
            first.TryAdd(batch.BodyHash, message);
            Assert.Equal(first[batch.BodyHash], message);
        }
    }
}
