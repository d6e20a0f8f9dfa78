using Rollcall.Core.Runs;
using static Rollcall.Core.Tests.Runs.EngineHarness;

namespace Rollcall.Core.Tests.Runs;

/// <summary>Runs that the guard holds.</summary>
public sealed class HoldTests
{
    private static readonly Func<SyncRequest, SyncRequest> Confirmed = request =>
        request with
        {
            Confirmation = new RemovalConfirmation(true, null),
        };

    [Fact]
    public void A_cohort_that_lost_most_of_its_members_is_held_and_nothing_is_sent()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(500));
        harness.Cohort = [.. Users(50), "new"];
        var report = harness.Sync();
        Assert.Equal(RunStatus.Held, report.Status);
        Assert.Empty(harness.Destination.Requests);
        Assert.Equal(new OperationCounts(1, 450, 0), report.Planned);
        Assert.Contains("450 of 500", report.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_confirmed_snapshot_is_sent()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(500));
        harness.Cohort = Users(50);
        harness.Sync();
        Assert.Equal(RunStatus.Succeeded, harness.Sync(Confirmed).Status);
        Assert.Equal(Users(50), harness.Destination.Members);
        Assert.Equal(
            [RunStatus.Succeeded, RunStatus.Superseded, RunStatus.Succeeded],
            harness.Ledger.Runs().Select(run => run.Status)
        );
    }

    [Fact]
    public void A_confirmation_is_void_for_another_snapshot()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(500));
        harness.Cohort = Users(50);
        harness.Sync();
        harness.Cohort = Users(40);
        Assert.Equal(RunStatus.Held, harness.Sync(Confirmed).Status);
        Assert.Empty(harness.Destination.Requests);
    }

    [Fact]
    public void There_is_nothing_to_confirm_before_a_run_is_held()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(500));
        harness.Cohort = Users(50);
        Assert.Equal(RunStatus.Held, harness.Sync(Confirmed).Status);
    }

    [Theory]
    [InlineData(450, RunStatus.Succeeded)]
    [InlineData(449, RunStatus.Held)]
    public void A_confirmed_number_is_a_ceiling(long ceiling, RunStatus status)
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(500));
        harness.Cohort = Users(50);
        Assert.Equal(
            status,
            harness.Sync(request => request with { Confirmation = new RemovalConfirmation(true, ceiling) }).Status
        );
    }

    [Fact]
    public void A_source_that_recovers_supersedes_the_held_run()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(500));
        harness.Cohort = [];
        Assert.Equal(RunStatus.Held, harness.Sync().Status);
        harness.Cohort = Users(500);
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.Equal(RunStatus.Superseded, harness.Ledger.Runs()[1].Status);
        Assert.Empty(harness.Destination.Requests);
    }

    [Fact]
    public void Additions_may_go_on_while_removals_wait()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(500));
        harness.Cohort = [.. Users(50), "new"];
        var report = harness.Sync(request => request with { Guard = GuardMode.HoldRemovals });
        Assert.Equal(RunStatus.Held, report.Status);
        Assert.Equal(["new"], harness.Destination.Requests.SelectMany(request => request.Users));
        Assert.Equal(RunStatus.Held, harness.Sync().Status);
        Assert.Equal(RunStatus.Succeeded, harness.Sync(Confirmed).Status);
        Assert.Equal(harness.Cohort.Order(StringComparer.Ordinal), harness.Destination.Members);
    }

    [Fact]
    public void Replaced_items_wait_with_the_removals()
    {
        using var harness = new EngineHarness(onChange: "replace");
        harness.Settled(Users(500));
        harness.Cohort = ["u0000:paid", .. Users(50)[1..], "new"];
        harness.Sync(request => request with { Guard = GuardMode.HoldRemovals });
        Assert.Equal(["new"], harness.Destination.Requests.SelectMany(request => request.Users));
        Assert.Equal(RunStatus.Held, harness.Sync().Status);
        Assert.Equal(RunStatus.Succeeded, harness.Sync(Confirmed).Status);
        Assert.Equal(
            harness.Cohort.Select(user => user.Split(':')[0]).Order(StringComparer.Ordinal),
            harness.Destination.Members
        );
    }
}
