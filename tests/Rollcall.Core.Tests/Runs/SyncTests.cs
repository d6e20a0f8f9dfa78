using System.Net;
using Rollcall.Core.Runs;
using static Rollcall.Core.Tests.Runs.EngineHarness;

namespace Rollcall.Core.Tests.Runs;

/// <summary>What a run sends, and what it does not.</summary>
public sealed class SyncTests
{
    [Fact]
    public void The_first_run_creates_the_list_once_and_adds_everybody_in_full_batches()
    {
        using var harness = new EngineHarness { Cohort = Users(250) };
        var report = harness.Sync();
        Assert.Equal(RunStatus.Succeeded, report.Status);
        Assert.Equal(new OperationCounts(250, 0, 0), report.Delivered);
        Assert.Single(harness.Destination.Creations);
        Assert.Equal([100, 100, 50], harness.Destination.Adds.Select(add => add.Users.Count).OrderDescending());
        Assert.Equal(harness.Cohort, harness.Destination.Members);
    }

    [Fact]
    public void An_unchanged_cohort_sends_nothing()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(250));
        var report = harness.Sync();
        Assert.Equal(RunStatus.Succeeded, report.Status);
        Assert.Empty(harness.Destination.Requests);
    }

    [Fact]
    public void An_empty_cohort_still_creates_its_list()
    {
        using var harness = new EngineHarness();
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.Single(harness.Destination.Creations);
        Assert.Single(harness.Destination.Requests);
    }

    [Fact]
    public void A_change_sends_only_who_entered_and_who_left_adds_first()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(1000));
        harness.Cohort = [.. Users(1000)[50..], "new1", "new2"];
        var report = harness.Sync();
        Assert.Equal(new OperationCounts(2, 50, 0), report.Delivered);
        Assert.Equal([2, 50], harness.Destination.Requests.Select(request => request.Users.Count));
        Assert.True(harness.Destination.Requests[0].IsAdd);
        Assert.Equal(harness.Cohort.Order(StringComparer.Ordinal), harness.Destination.Members);
    }

    [Fact]
    public void A_changed_item_goes_to_the_add_endpoint_again()
    {
        using var harness = new EngineHarness();
        harness.Settled(["a:free", "b:free"]);
        harness.Cohort = ["a:paid", "b:free"];
        var report = harness.Sync();
        Assert.Equal(new OperationCounts(0, 0, 1), report.Delivered);
        Assert.Contains("paid", Assert.Single(harness.Destination.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replaced_item_is_added_only_after_its_removal_was_acknowledged()
    {
        using var harness = new EngineHarness(onChange: "replace");
        harness.Settled(["a:free", "b:free"]);
        harness.Cohort = ["a:paid", "b:free"];
        var report = harness.Sync();
        Assert.Equal(new OperationCounts(0, 0, 1), report.Delivered);
        Assert.Equal([true, false], harness.Destination.Requests.Select(request => request.IsRemove));
    }

    [Fact]
    public void A_replaced_item_whose_removal_was_refused_is_not_added_twice()
    {
        using var harness = new EngineHarness(onChange: "replace");
        harness.Settled(["a:free", "b:free"]);
        harness.Destination.Script = request =>
            request.IsRemove ? ScriptedDestination.Answer(HttpStatusCode.BadRequest) : null;
        harness.Cohort = ["a:paid", "b:free"];
        harness.Sync();
        Assert.Empty(harness.Destination.Adds);
    }

    [Fact]
    public void A_full_run_sends_the_whole_cohort()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(150));
        Assert.Equal(RunStatus.Succeeded, harness.Sync(request => request with { Full = true }).Status);
        Assert.Equal(150, harness.Destination.Adds.Sum(add => add.Users.Count));
        Assert.Empty(harness.Destination.Removes);
    }

    [Fact]
    public void A_dry_run_sends_nothing_and_changes_nothing()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(150));
        var commits = harness.Ledger.Commits;
        var files = Directory.GetFileSystemEntries(harness.Folder, "*", SearchOption.AllDirectories);
        harness.Cohort = Users(160)[5..];
        var report = harness.Sync(request => request with { DryRun = true });
        Assert.Equal(RunStatus.Planned, report.Status);
        Assert.Equal(new OperationCounts(10, 5, 0), report.Planned);
        Assert.Empty(harness.Destination.Requests);
        Assert.Equal(commits, harness.Ledger.Commits);
        Assert.Equal(files, Directory.GetFileSystemEntries(harness.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Ctrl_C_keeps_what_was_acknowledged_and_the_next_run_sends_the_rest()
    {
        using var harness = new EngineHarness { Cohort = Users(1000) };
        using var stop = new CancellationTokenSource();
        harness.Destination.Script = _ =>
        {
            if (harness.Destination.Adds.Count() == 3)
            {
                stop.Cancel();
            }
            return null;
        };
        var report = harness.Sync(stop: stop.Token);
        Assert.Equal(RunStatus.Canceled, report.Status);
        Assert.Equal(harness.Destination.Members.Count, report.Delivered.Add);
        harness.Destination.Requests.Clear();
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.Equal(1000 - report.Delivered.Add, harness.Destination.Adds.Sum(add => add.Users.Count));
    }

    [Fact]
    public void Another_account_is_asked_about_before_anything_is_sent()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(10));
        SyncRequest Other(SyncRequest request) =>
            request with
            {
                Settings = new Dictionary<string, string> { ["bearer_token"] = "another" },
            };
        Assert.Throws<UsageException>(() => harness.Sync(Other));
        Assert.Empty(harness.Destination.Requests);
        Assert.Equal(
            RunStatus.Succeeded,
            harness.Sync(request => Other(request) with { AccountChange = AccountChange.SameAccount }).Status
        );
        Assert.Empty(harness.Destination.Requests);
        harness.Sync(request => request with { AccountChange = AccountChange.Fresh });
        Assert.Single(harness.Destination.Creations);
        Assert.Equal(10, harness.Destination.Adds.Sum(add => add.Users.Count));
        Assert.Single(harness.Ledger.Retired);
    }
}
