using Rollcall.Bench.Data;
using Rollcall.Bench.Measuring;
using Rollcall.Bench.Product;
using Rollcall.Bench.Reporting;
using Rollcall.Bench.Sink;

namespace Rollcall.Bench.Scenarios;

/// <summary>Everybody is new.</summary>
internal static class FirstSyncScenario
{
    /// <summary>Measures.</summary>
    public static ScenarioResult Run(BenchOptions options)
    {
        var data = CohortFiles.Of(options);
        using var work = new WorkFolder();
        using var sink = new RunningSink();
        List<Contender> contenders =
        [
            new("rollcall sync", new SyncRuns(work, sink.Url).Of(data.First, "state"))
            {
                Prepare = () => work.Empty("state"),
                Found = SyncRuns.Planned,
            },
        ];
        var python = Python.Sync(data.First, work.Path("snapshot.csv"), sink.Url);
        if (python is not null)
        {
            contenders.Add(
                new Contender("Python script", python)
                {
                    Prepare = () => File.Delete(work.Path("snapshot.csv")),
                    Found = output => output.GetProperty("found").GetInt64(),
                }
            );
        }
        return new ScenarioResult(
            "first-sync",
            $"{data.Members:N0} members, {options.Keys} keys, batches of 10,000, 4 in flight",
            ResultRows.Of(Comparison.Run(contenders, options.Runs)),
            python is null ? ["SKIPPED: the Python script. There is no python3 on the PATH."] : []
        );
    }
}
