using Rollcall.Bench.Data;
using Rollcall.Bench.Measuring;
using Rollcall.Bench.Product;
using Rollcall.Bench.Reporting;
using Rollcall.Bench.Sink;

namespace Rollcall.Bench.Scenarios;

/// <summary>A sync that has nothing to do but to find that out.</summary>
internal static class UnchangedScenario
{
    /// <summary>Measures.</summary>
    public static ScenarioResult Run(BenchOptions options)
    {
        var data = CohortFiles.Of(options);
        using var work = new WorkFolder();
        using var sink = new RunningSink();
        var sync = new SyncRuns(work, sink.Url);
        sync.Prepare(data.First, "state");
        sync.Prepare(data.First, "shuffled");
        var before = WorkFolder.SizeOf(work.Path("state"));
        var measured = Comparison.Run(
            [
                new("rollcall sync, the same file", sync.Of(data.First, "state")) { Found = SyncRuns.Planned },
                new("rollcall sync, the same members in another order", sync.Of(data.Shuffled, "shuffled"))
                {
                    // Else it would be recognized from the second time on.
                    Prepare = () => sync.Of(data.First, "shuffled").Measure(),
                    Found = SyncRuns.Planned,
                },
                new("scan and hash, one thread", CommandRun.Child("scan", data.First)),
                new("an empty .NET program", CommandRun.Child("nothing")),
            ],
            options.Runs
        );
        var grown = (WorkFolder.SizeOf(work.Path("state")) - before) / (options.Runs + 1);
        var requests = measured[0].Usages.Sum(usage => SyncRuns.Requests(usage.Output));
        return new ScenarioResult(
            "unchanged",
            $"{data.Members:N0} members, {options.Rows}, none entered or left",
            ResultRows.Of(measured),
            [$"Requests sent: {requests}", $"The state grew by {grown:N0} bytes a run"]
        );
    }
}
