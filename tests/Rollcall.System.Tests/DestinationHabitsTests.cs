using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Testing.Cohorts;
using Rollcall.Testing.Definitions;

namespace Rollcall.System.Tests;

/// <summary>What real destinations do, and definitions can say.</summary>
public sealed class DestinationHabitsTests
{
    [Fact]
    public async Task A_creation_whose_answer_was_lost_is_repeated_with_its_key_and_leaves_one_list()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Drop,
                Operation = Operation.CreateList,
                Applied = true,
                Count = 1,
            }
        );

        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 50)), 0, "succeeded");

        Assert.Equal(2, scenario.Requests(Operation.CreateList).Count);
        scenario.ListHolds(Cohort.Users(0, 50));
    }

    [Fact]
    public async Task A_creation_without_a_key_is_repeated_at_most_once_a_run_and_the_orphan_is_shown()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { CreateLines = ["idempotencyKey: off"] };
        scenario.Sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Drop,
                Operation = Operation.CreateList,
                Applied = true,
            }
        );

        var lost = await scenario.SyncAsync(Cohort.Users(0, 50));

        Scenario.Ended(lost, 1, "failed");
        Assert.Equal(2, scenario.Requests(Operation.CreateList).Count);
        Assert.Contains("left over", lost.Json().GetProperty("notes").GetRawText());
        scenario.Sandbox.Faults.Clear();
        var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 50)), 0, "succeeded");
        var list = scenario.Sandbox.Lists[report.GetProperty("listId").GetString()!];
        Assert.Equal(50, list.Count);
    }

    [Fact]
    public async Task A_list_id_can_come_from_a_header()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with
        {
            CreateLines = ["listIdIn: header", "listIdPath: Location", "listIdPattern: '[^/]+$'"],
        };

        var report = Scenario.Ended(await scenario.SyncAsync(["a"]), 0, "succeeded");

        Assert.Equal(scenario.List.Id, report.GetProperty("listId").GetString());
        scenario.ListHolds(["a"]);
    }

    [Theory]
    [InlineData(FaultKind.ErrorInside)]
    [InlineData(FaultKind.WrongJson)]
    [InlineData(FaultKind.Html)]
    public async Task A_success_in_name_only_is_not_taken_for_one(FaultKind kind)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with
        {
            BatchSize = 100,
            EndpointLines = ["success: {path: outcome, equals: done}"],
        };
        scenario.Sandbox.Faults.Add(
            new Fault
            {
                Kind = kind,
                Operation = Operation.Add,
                Skip = 1,
                Count = 3,
            }
        );
        scenario.Sandbox.Faults.Add(
            Fault.Answering(Operation.Add, 200, "{\"outcome\": \"done\"}") with
            {
                Applied = true,
            }
        );

        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 1_000)), 0, "succeeded");

        scenario.ListHolds(Cohort.Users(0, 1_000));
    }

    [Fact]
    public async Task A_batch_that_breaks_the_destination_is_split_while_others_succeed()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { BatchSize = 100 };
        var poison = Cohort.User(333);
        scenario.Sandbox.Faults.Add(Fault.Answering(Operation.Add, 500) with { User = poison });

        var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 1_000)), 1, "partially_succeeded");

        Assert.Equal(999, report.Number("delivered", "add"));
        scenario.ListHolds(Cohort.Users(0, 1_000).Except([poison]));
        scenario.Sandbox.Faults.Clear();
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 1_000)), 0, "succeeded");
        scenario.ListHolds(Cohort.Users(0, 1_000));
    }

    [Fact]
    public async Task A_single_user_too_large_for_the_destination_is_rejected()
    {
        await using var scenario = await Scenario.StartAsync(new() { Rules = new() { MaxBytes = 2_000 } });
        var large = new string('x', 3_000);

        var report = Scenario.Ended(
            await scenario.SyncAsync([.. Cohort.Users(0, 500), large]),
            1,
            "partially_succeeded"
        );

        Assert.Equal((1, 0, 0), report.Counts("rejected"));
        scenario.ListHolds(Cohort.Users(0, 500));
    }

    [Fact]
    public async Task What_was_so_already_is_success_where_the_definition_says_so()
    {
        await using var scenario = await Scenario.StartAsync(new() { Rules = new() { StrictMembers = true } });
        scenario.Definition = scenario.Definition with
        {
            Form = SandboxForm.ListOneByOne,
            Errors = ["{status: 409, reason: Already there, message: The user is on the list., action: succeed}"],
        };
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 30)), 0, "succeeded");
        // Somebody works on the list by hand: takes two out, puts one in.
        using (var http = new HttpClient { BaseAddress = scenario.Sandbox.Address })
        {
            var members = $"lists/{scenario.List.Id}/members/";
            await http.DeleteAsync(members + Uri.EscapeDataString(Cohort.User(0)));
            await http.PutAsync(members + Uri.EscapeDataString(Cohort.User(31)), null);
        }

        var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(2, 30)), 0, "succeeded");

        Assert.Equal((2, 2, 0), report.Counts("delivered"));
        Assert.Equal(Cohort.Users(2, 30).Order(), scenario.List.Members().Order());
    }

    [Fact]
    public async Task Bodies_can_be_compressed_and_bounded_in_bytes()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { EndpointLines = ["compress: gzip", "batchBytes: 20KB"] };

        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 5_000)), 0, "succeeded");

        scenario.ListHolds(Cohort.Users(0, 5_000));
        Assert.All(
            scenario.Requests(Operation.Add),
            request =>
            {
                Assert.Equal("gzip", request.Header("Content-Encoding"));
                Assert.InRange(
                    request.Users.Sum(user => global::System.Text.Encoding.UTF8.GetByteCount(user)),
                    1,
                    20_000
                );
            }
        );
    }

    [Fact]
    public async Task A_rate_limit_is_kept()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { BatchSize = 10, RateLimit = "{requests: 5, per: 1s}" };

        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 150)), 0, "succeeded");

        // Sixteen requests, five in any second: the last leaves three seconds after the first. Requests can be late on
        // their way, so that no shorter span can be judged here.
        var entries = scenario.Sandbox.Log.Entries;
        Assert.Equal(16, entries.Count);
        Assert.True(entries[^1].ArrivedAt - entries[0].ArrivedAt > TimeSpan.FromSeconds(2));
        scenario.ListHolds(Cohort.Users(0, 150));
    }
}
