using System.Collections.Concurrent;
using System.Diagnostics;
using Rollcall.Sandbox.Faults;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>What an operator sees of runs from the outside.</summary>
public sealed class RunTelemetryTests
{
    [Fact]
    public async Task Runs_requests_and_items_show_up_for_Prometheus()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(20));
        world.Sandbox.Faults.Add(Fault.Answering(null, 400));
        await world.UploadAsync(cohort.Id, Users(21));
        Assert.Equal(SyncRunStatus.Failed, (await world.RunAsync(sync.Id)).Status);

        using var http = new HttpClient { BaseAddress = world.Server.Address };
        var text = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var lines = text.Split('\n');

        Shows(lines, "rollcall_runs_total", "rollcall_run_status=\"succeeded\"", "rollcall_run_trigger=\"created\"");
        Shows(lines, "rollcall_runs_total", "rollcall_run_status=\"failed\"", "rollcall_run_trigger=\"manual\"");
        Shows(lines, "rollcall_run_duration_seconds_count", "rollcall_run_status=\"succeeded\"");
        Shows(lines, "rollcall_items_total", "rollcall_operation=\"add\"");
        Shows(
            lines,
            "rollcall_request_duration_seconds_count",
            "rollcall_endpoint=\"addUsers\"",
            "http_response_status_code=\"400\""
        );
        Shows(lines, "rollcall_schedule_delay_seconds_count");
        Assert.Contains(lines, line => line.StartsWith("rollcall_runs_active", StringComparison.Ordinal));
        // Neither who nor where.
        foreach (var name in (string[])[sync.Id, cohort.Id, "x.example", "dst_1"])
        {
            Assert.DoesNotContain(name, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_run_is_a_span_with_its_requests_beneath_it()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RunTelemetry.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var world = await StartAsync();
        var (_, sync) = await world.SyncedAsync(Users(20));

        Activity? run = null;
        await UntilAsync(() =>
            (run = spans.FirstOrDefault(span => sync.Id.Equals(span.GetTagItem("rollcall.sync.id")))) is not null
        );
        Assert.Equal(("run", "succeeded"), (run!.OperationName, run.GetTagItem("rollcall.run.status")));
        var requests = spans.Where(span => span.ParentSpanId == run.SpanId).OrderBy(span => span.StartTimeUtc);
        Assert.Equal(["request createList", "request addUsers"], requests.Select(span => span.OperationName));
    }

    private static void Shows(string[] lines, string figure, params string[] labels) =>
        Assert.Contains(
            lines,
            line =>
                line.StartsWith(figure, StringComparison.Ordinal)
                && labels.All(label => line.Contains(label, StringComparison.Ordinal))
        );
}
