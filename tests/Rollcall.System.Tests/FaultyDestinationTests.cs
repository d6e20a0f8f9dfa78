using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Testing.Cohorts;

namespace Rollcall.System.Tests;

public sealed class FaultyDestinationTests
{
    private const int Size = 30_000;

    private static readonly string[] Bad = [Cohort.User(11), Cohort.User(15_007), Cohort.User(29_999)];

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public async Task Everyone_but_the_bad_users_gets_through_a_faulty_destination(ulong seed)
    {
        await using var scenario = await Scenario.StartAsync(
            new()
            {
                Seed = seed,
                Rules = new() { RefusedUsers = Bad, MaxItems = 400 },
            }
        );
        AddFaults(scenario.Sandbox.Faults);

        var result = await scenario.SyncAsync(Cohort.Users(0, Size));

        var report = Scenario.Ended(result, 1, "partially_succeeded");
        Assert.Equal((3, 0, 0), report.Counts("rejected"));
        // Bad users whose batch had once gone unanswered: a refusal never turns in doubt into absent.
        Assert.InRange(report.GetProperty("inDoubt").GetInt64(), 0, 3);
        Assert.Contains(
            report.Errors(),
            error =>
                error.GetProperty("status").ValueKind != global::System.Text.Json.JsonValueKind.Null
                && error.GetProperty("status").GetInt32() == 400
                && error.Text("response").Contains("invalid_user")
        );
        scenario.ListHolds(Cohort.Users(0, Size).Except(Bad));
    }

    [Fact]
    public async Task Rejected_users_are_not_sent_again_by_the_next_run()
    {
        await using var scenario = await Scenario.StartAsync(
            new()
            {
                Rules = new() { RefusedUsers = Bad, MaxItems = 400 },
            }
        );
        AddFaults(scenario.Sandbox.Faults);
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, Size)), 1, "partially_succeeded");
        var first = scenario.Sandbox.Log.Count;

        var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, Size + 500)), 1, "partially_succeeded");

        Assert.Equal((3, 0, 0), report.Counts("rejected"));
        Assert.Empty(scenario.Requests(Operation.Add, first).SelectMany(request => request.Users).Intersect(Bad));
        // The smaller size that 413 taught is kept with the sync.
        Assert.All(scenario.Requests(Operation.Add, first), request => Assert.InRange(request.Items.Length, 1, 400));
        scenario.ListHolds(Cohort.Users(0, Size + 500).Except(Bad));
    }

    [Fact]
    public async Task A_loss_that_is_allowed_ends_with_exit_code_0_and_its_true_status()
    {
        await using var scenario = await Scenario.StartAsync(new() { Rules = new() { RefusedUsers = Bad } });

        Scenario.Ended(
            await scenario.SyncAsync(Cohort.Users(0, Size), "--allow-rejected", "3"),
            0,
            "partially_succeeded"
        );
        Scenario.Ended(
            await scenario.SyncAsync(Cohort.Users(0, Size), "--allow-rejected", "2"),
            1,
            "partially_succeeded"
        );
    }

    [Theory]
    [InlineData(FaultKind.Truncated)]
    [InlineData(FaultKind.Garbage)]
    [InlineData(FaultKind.HeaderFlood)]
    [InlineData(FaultKind.HugeResponse)]
    [InlineData(FaultKind.GzipBomb)]
    [InlineData(FaultKind.Drop)]
    public async Task A_misbehaving_answer_is_survived_and_the_batch_sent_again(FaultKind kind)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { BatchSize = 100 };
        scenario.Sandbox.Faults.Add(
            new Fault
            {
                Kind = kind,
                Operation = Operation.Add,
                Skip = 2,
                Count = 2,
            }
        );

        var result = await scenario.SyncAsync(Cohort.Users(0, 1_000));

        Scenario.Ended(result, 0, "succeeded");
        Assert.InRange(result.PeakMemory, 1, 250 << 20);
        scenario.ListHolds(Cohort.Users(0, 1_000));
    }

    [Theory]
    [InlineData(FaultKind.SlowHeaders)]
    [InlineData(FaultKind.SlowBody)]
    [InlineData(FaultKind.EndlessBody)]
    [InlineData(FaultKind.Hang)]
    public async Task One_deadline_covers_whatever_a_destination_draws_out(FaultKind kind)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { BatchSize = 100, Timeout = "2s" };
        scenario.Sandbox.Faults.Add(
            new Fault
            {
                Kind = kind,
                Operation = Operation.Add,
                Skip = 2,
                Count = 1,
                Delay = kind == FaultKind.Hang ? null : TimeSpan.FromSeconds(1),
            }
        );

        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 1_000)), 0, "succeeded");

        scenario.ListHolds(Cohort.Users(0, 1_000));
        var slow = Assert.Single(scenario.Sandbox.Log.Entries, entry => entry.Fault is not null);
        Assert.InRange(slow.EndedAt!.Value - slow.ArrivedAt, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_redirect_is_never_followed_and_the_error_names_its_target()
    {
        await using var scenario = await Scenario.StartAsync();
        var elsewhere = new Uri(scenario.Sandbox.Address, "users");
        scenario.Sandbox.Faults.Add(
            Fault.Answering(Operation.CreateList, 307) with
            {
                Location = elsewhere.ToString(),
            }
        );

        var report = Scenario.Ended(await scenario.SyncAsync(["a"]), 1, "failed");

        Assert.Single(scenario.Sandbox.Log.Entries);
        Assert.Contains(elsewhere.ToString(), Assert.Single(report.Errors()).GetRawText());
    }

    [Fact]
    public async Task Retry_after_is_obeyed_before_anything_else_is_sent_to_the_account()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { BatchSize = 100, Parallelism = 1 };
        scenario.Sandbox.Faults.Add(Fault.Answering(Operation.Add, 429) with { RetryAfter = "2", Skip = 1, Count = 1 });

        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 400)), 0, "succeeded");

        var limited = Assert.Single(scenario.Sandbox.Log.Entries, entry => entry.Status == 429);
        var next = scenario.Sandbox.Log.Entries.First(entry => entry.Sequence > limited.Sequence);
        Assert.True(next.ArrivedAt - limited.EndedAt >= TimeSpan.FromSeconds(2));
        scenario.ListHolds(Cohort.Users(0, 400));
    }

    [Fact]
    public async Task A_destination_that_wants_hours_ends_the_run_and_is_left_alone_until_then()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Sandbox.Faults.Add(Fault.Answering(Operation.Add, 429) with { RetryAfter = "7200", Count = 1 });

        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 10)), 1, "failed");
        var after = scenario.Sandbox.Log.Count;
        var next = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 10)), 1, "failed");

        Assert.Equal(after, scenario.Sandbox.Log.Count);
        Assert.Contains("left alone until", next.GetProperty("notes").GetRawText());
    }

    private static void AddFaults(SandboxFaults faults)
    {
        faults.Add(Fault.Answering(Operation.Add, 429) with { Rate = 0.05 });
        faults.Add(Fault.Answering(Operation.Add, 503) with { Rate = 0.05 });
        faults.Add(
            new Fault
            {
                Kind = FaultKind.Drop,
                Operation = Operation.Add,
                Rate = 0.03,
            }
        );
        faults.Add(
            new Fault
            {
                Kind = FaultKind.Drop,
                Operation = Operation.Add,
                Rate = 0.03,
                Applied = true,
            }
        );
    }
}
