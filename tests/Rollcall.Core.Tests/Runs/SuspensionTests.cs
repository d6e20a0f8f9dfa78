using System.Net;
using Rollcall.Core.Runs;
using static Rollcall.Core.Tests.Runs.EngineHarness;

namespace Rollcall.Core.Tests.Runs;

/// <summary>The process ends before the run does, in an orderly way.</summary>
public sealed class SuspensionTests
{
    [Fact]
    public void A_suspended_run_goes_on_where_it_stopped_and_repeats_no_batch()
    {
        using var harness = new EngineHarness(batchSize: 10);
        using var suspend = new CancellationTokenSource();
        harness.Cohort = Users(100);
        harness.Destination.Script = _ =>
        {
            if (harness.Destination.Adds.Count() == 4)
            {
                suspend.Cancel();
            }
            return null;
        };

        var suspended = harness.Sync(suspend: suspend.Token);

        Assert.Equal(RunStatus.Running, suspended.Status);
        Assert.InRange(harness.Destination.Members.Count, 40, 90);
        var went = harness.Sync();
        Assert.Equal(RunStatus.Succeeded, went.Status);
        Assert.Equal(suspended.Run, went.Run);
        Assert.Equal(Users(100), harness.Destination.Members);
        Assert.Equal(10, harness.Destination.Adds.Select(add => add.MessageId).Distinct().Count());
        Assert.Equal(10, harness.Destination.Adds.Count());
        Assert.Single(harness.Ledger.Runs());
    }

    [Fact]
    public void A_batch_that_waits_for_another_try_waits_on_in_the_next_process()
    {
        using var harness = new EngineHarness(batchSize: 100);
        using var suspend = new CancellationTokenSource();
        harness.Cohort = Users(100);
        harness.Destination.Script = request =>
        {
            if (!request.IsAdd || suspend.IsCancellationRequested)
            {
                return null;
            }
            suspend.Cancel();
            return ScriptedDestination.Answer(HttpStatusCode.ServiceUnavailable);
        };

        Assert.Equal(RunStatus.Running, harness.Sync(suspend: suspend.Token).Status);
        Assert.Empty(harness.Destination.Members);

        var report = harness.Sync();
        Assert.Equal(RunStatus.Succeeded, report.Status);
        Assert.Equal(1, report.Requests.Retried);
    }

    [Fact]
    public void A_run_that_is_suspended_before_its_plan_has_done_nothing()
    {
        using var harness = new EngineHarness();
        harness.Cohort = Users(10);

        Assert.Throws<OperationCanceledException>(() => harness.Sync(suspend: new CancellationToken(canceled: true)));

        Assert.Empty(harness.Destination.Requests);
        Assert.Empty(harness.Ledger.Runs());
    }

    [Fact]
    public void A_person_who_stops_a_run_ends_it_even_while_the_process_ends()
    {
        using var harness = new EngineHarness(batchSize: 10);
        using var stop = new CancellationTokenSource();
        harness.Cohort = Users(100);
        harness.Destination.Script = _ =>
        {
            stop.Cancel();
            return null;
        };

        var report = harness.Sync(stop: stop.Token, suspend: stop.Token);

        Assert.Equal(RunStatus.Canceled, report.Status);
    }
}
