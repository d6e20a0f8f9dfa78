using System.Net;
using Rollcall.Core.Runs;
using static Rollcall.Core.Tests.Runs.EngineHarness;

namespace Rollcall.Core.Tests.Runs;

/// <summary>When a source has to be read, and when it is enough to know that it is what it was.</summary>
public sealed class SourceRecallTests
{
    [Fact]
    public void A_source_that_holds_what_was_delivered_is_recognized_and_told_like_one_that_was_read()
    {
        using var harness = new EngineHarness();
        var first = harness.Settled([.. Users(250), "u0001"]);

        var second = harness.Sync();

        Assert.Equal(1, harness.Readings);
        Assert.Empty(harness.Destination.Requests);
        Assert.Equal(RunStatus.Succeeded, second.Status);
        Assert.Equal(new CohortCounts(251, 250, 0, 1, 0), second.Cohort);
        Assert.Equal(first.DuplicateExamples, second.DuplicateExamples);
        Assert.Equal((first.ListId, new OperationCounts()), (second.ListId, second.Planned));
        Assert.Equal(250, harness.Ledger.LastEndedRun(harness.Time.GetUtcNow())!.Members);
    }

    [Fact]
    public void A_dry_run_recognizes_it_too_and_changes_nothing()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(250));

        var report = harness.Sync(request => request with { DryRun = true });

        Assert.Equal(1, harness.Readings);
        Assert.Equal((RunStatus.Planned, 250), (report.Status, report.Cohort.Items));
        Assert.Single(harness.Ledger.Runs());
    }

    [Fact]
    public void A_source_that_was_another_in_between_is_read()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(250));
        harness.Settled(Users(249));
        harness.Cohort = Users(250);

        Assert.Equal(new OperationCounts(1, 0, 0), harness.Sync().Delivered);
        Assert.Equal(harness.Cohort, harness.Destination.Members);
        Assert.Equal(3, harness.Readings);
    }

    [Fact]
    public void A_run_with_nothing_to_do_supersedes_a_held_one()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(500));
        harness.Cohort = Users(50);
        Assert.Equal(RunStatus.Held, harness.Sync().Status);
        harness.Cohort = Users(500);

        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.Null(harness.Ledger.HeldRun());
        Assert.Equal(2, harness.Readings);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("definition")]
    [InlineData("setting")]
    [InlineData("mapping")]
    public void Under_other_conditions_it_is_read(string condition)
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(5));

        harness.Sync(request =>
            condition switch
            {
                "full" => request with { Full = true },
                "definition" => request with { DefinitionText = request.DefinitionText + "# changed" },
                "setting" => request with
                {
                    Settings = new Dictionary<string, string> { ["bearer_token"] = "another" },
                    AccountChange = AccountChange.SameAccount,
                },
                _ => request with { Columns = new Dictionary<string, string>(request.Columns) { ["more"] = "plan" } },
            }
        );

        Assert.Equal(2, harness.Readings);
    }

    [Fact]
    public void As_long_as_somebody_was_rejected_it_is_read_and_they_are_tried_again()
    {
        using var harness = new EngineHarness(batchSize: 1) { Cohort = ["bad", "good"] };
        harness.Destination.Script = request =>
            request.Body.Contains("bad", StringComparison.Ordinal)
                ? ScriptedDestination.Answer(HttpStatusCode.UnprocessableEntity)
                : null;
        Assert.Equal(RunStatus.PartiallySucceeded, harness.Sync().Status);
        harness.Time.Pass(TimeSpan.FromDays(8));

        harness.Sync();

        Assert.Equal(2, harness.Readings);
        Assert.Equal(2, harness.Destination.Adds.Count(add => add.Body.Contains("bad", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_list_that_begins_anew_gets_everybody()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(5));

        var report = harness.Sync(request => request with { AccountChange = AccountChange.Fresh });

        Assert.Equal(new OperationCounts(5, 0, 0), report.Delivered);
        Assert.Equal(2, harness.Readings);
    }
}
