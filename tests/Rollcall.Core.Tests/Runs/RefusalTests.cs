using System.Net;
using Rollcall.Core.Runs;
using static Rollcall.Core.Tests.Runs.EngineHarness;
using static Rollcall.Core.Tests.Runs.ScriptedDestination;

namespace Rollcall.Core.Tests.Runs;

/// <summary>What a refusal costs, and whom it is blamed on.</summary>
public sealed class RefusalTests
{
    private static readonly string[] Bad = ["u0003", "u0071", "u0072"];

    [Fact]
    public void Wrong_credentials_cost_one_request_and_fail_the_run_in_the_partners_words()
    {
        using var harness = new EngineHarness { Cohort = Users(500) };
        harness.Destination.Script = _ => Answer(HttpStatusCode.Unauthorized);
        var report = harness.Sync();
        Assert.Equal(RunStatus.Failed, report.Status);
        Assert.Single(harness.Destination.Requests);
        Assert.Equal(("API key", "The key was refused."), (report.Errors[0].Type, report.Errors[0].Message));
    }

    [Fact]
    public void Wrong_credentials_cost_one_request_on_an_existing_list_too()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(10));
        harness.Cohort = Users(1000);
        harness.Destination.Script = _ => Answer(HttpStatusCode.Forbidden);
        Assert.Equal(RunStatus.Failed, harness.Sync().Status);
        Assert.Single(harness.Destination.Requests);
    }

    [Fact]
    public void Everybody_but_the_bad_users_is_delivered_and_they_are_rejected()
    {
        using var harness = new EngineHarness { Cohort = Users(500) };
        harness.Destination.Script = RefuseBad;
        var report = harness.Sync();
        Assert.Equal(RunStatus.PartiallySucceeded, report.Status);
        Assert.Equal(new OperationCounts(3, 0, 0), report.Rejected);
        Assert.Equal(harness.Cohort.Except(Bad), harness.Destination.Members);
        Assert.Equal(3, report.Errors.Single().Count);
        Assert.Equal(400, report.Errors.Single().Status);
    }

    [Fact]
    public void Rejected_users_are_not_sent_again_within_a_day_and_then_in_a_batch_of_their_own()
    {
        using var harness = new EngineHarness { Cohort = Users(500) };
        harness.Destination.Script = RefuseBad;
        harness.Sync();
        harness.Destination.Requests.Clear();
        harness.Time.Pass(TimeSpan.FromHours(23));
        Assert.Equal(RunStatus.PartiallySucceeded, harness.Sync().Status);
        Assert.Empty(harness.Destination.Requests);

        harness.Time.Pass(TimeSpan.FromHours(2));
        harness.Destination.Script = _ => null;
        harness.Cohort = [.. harness.Cohort, "new"];
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.Contains(harness.Destination.Adds, add => add.Users.Order().SequenceEqual(Bad));
    }

    [Fact]
    public void A_changed_rejected_user_is_tried_again_at_once()
    {
        using var harness = new EngineHarness { Cohort = Users(100) };
        harness.Destination.Script = RefuseBad;
        harness.Sync();
        harness.Destination.Requests.Clear();
        harness.Cohort = [.. harness.Cohort.Select(user => user == Bad[0] ? $"{user}:paid" : user)];
        harness.Sync();
        Assert.Equal([Bad[0]], harness.Destination.Adds.SelectMany(add => add.Users).Distinct());
    }

    [Fact]
    public void A_run_of_three_bad_users_rejects_three()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(300, "good"));
        harness.Destination.Script = RefuseBad;
        harness.Cohort = [.. harness.Cohort, .. Bad];
        Assert.Equal(new OperationCounts(3, 0, 0), harness.Sync().Rejected);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1)]
    public void An_endpoint_that_refuses_everything_costs_five_probes_and_rejects_nobody(int batchSize)
    {
        using var harness = new EngineHarness(batchSize) { Cohort = Users(1000) };
        harness.Destination.Script = request => request.IsAdd ? Answer(HttpStatusCode.BadRequest) : null;
        var report = harness.Sync();
        Assert.Equal(RunStatus.Failed, report.Status);
        Assert.Equal(new OperationCounts(), report.Rejected);
        Assert.InRange(harness.Destination.Adds.Count(), 2, 5 + 4);
        Assert.True(harness.Destination.Adds.Skip(4).All(add => add.Users.Count == 1));
    }

    [Fact]
    public void A_list_that_is_gone_is_told_as_such_and_nobody_is_rejected()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(500));
        harness.Destination.Lists.Clear();
        harness.Destination.Lists["other"] = [];
        harness.Cohort = [.. Users(500), .. Users(20, "new")];
        harness.Destination.Script = _ => Answer(HttpStatusCode.NotFound);
        var report = harness.Sync();
        Assert.Equal(RunStatus.Failed, report.Status);
        Assert.Contains(report.Errors, error => error is { Type: "list gone", Endpoint: "addUsers", Status: 404 });
        Assert.True(report.Errors.Sum(error => error.Count) <= report.Requests.Failed + 1);
        Assert.Equal(new OperationCounts(), report.Rejected);
    }

    [Fact]
    public void Removals_go_out_though_adds_fail()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(500));
        harness.Destination.Script = request => request.IsAdd ? Answer((HttpStatusCode)418) : null;
        harness.Cohort = [.. Users(500)[10..], .. Users(1000, "new")];
        var report = harness.Sync();
        Assert.Equal(RunStatus.PartiallySucceeded, report.Status);
        Assert.Equal(10, report.Delivered.Remove);
        Assert.InRange(harness.Destination.Adds.Count(), 3, 3 + 3);
    }

    [Fact]
    public void A_refused_removal_stays_on_the_list_and_is_tried_again_hourly()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(100));
        harness.Cohort = Users(100)[1..];
        harness.Destination.Script = request => request.IsRemove ? Answer(HttpStatusCode.BadRequest) : null;
        Assert.Equal(new OperationCounts(0, 1, 0), harness.Sync().Rejected);
        harness.Sync();
        Assert.Single(harness.Destination.Removes);
        harness.Time.Pass(TimeSpan.FromMinutes(61));
        harness.Destination.Script = _ => null;
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.DoesNotContain("u0000", harness.Destination.Members);
    }

    [Fact]
    public void A_removal_of_somebody_who_is_not_there_is_done()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(100));
        harness.Cohort = Users(100)[1..];
        harness.Destination.Script = request => request.IsRemove ? Answer(HttpStatusCode.NotFound) : null;
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
    }

    [Fact]
    public void A_batch_size_that_a_413_taught_is_kept()
    {
        using var harness = new EngineHarness { Cohort = Users(400) };
        harness.Destination.Script = request =>
            request.Users.Count > 30 ? Answer(HttpStatusCode.RequestEntityTooLarge) : null;
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.InRange(harness.Destination.Adds.Count(add => add.Users.Count > 30), 1, 9);
        harness.Destination.Requests.Clear();
        harness.Cohort = [.. Users(400), .. Users(100, "new")];
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.All(harness.Destination.Adds, add => Assert.InRange(add.Users.Count, 1, 30));
    }

    [Fact]
    public void Splitting_keeps_within_its_budget_and_isolates_the_rest_in_later_runs()
    {
        using var harness = new EngineHarness(1000) { Cohort = Users(10_000) };
        harness.Destination.Script = request =>
            request.Users.Any(user => user[^2..] == "07") ? Answer(HttpStatusCode.BadRequest) : null;
        var wanted = harness.Cohort.Where(user => user[^2..] != "07").ToList();
        for (var run = 0; run < 10; run++)
        {
            harness.Destination.Requests.Clear();
            harness.Sync();
            Assert.InRange(harness.Destination.Requests.Count, 0, 2000 + 50);
        }
        Assert.Equal(wanted, harness.Destination.Members);
        Assert.Equal(new OperationCounts(100, 0, 0), harness.Sync().Rejected);
    }

    private static HttpResponseMessage? RefuseBad(ScriptedRequest request) =>
        request.IsAdd && Bad.Any(request.Has)
            ? Answer(HttpStatusCode.BadRequest, """{"error": "unacceptable user"}""")
            : null;
}
