using Rollcall.Bench.Data;
using Rollcall.Bench.Measuring;
using Rollcall.Bench.Product;
using Rollcall.Bench.Reporting;
using Rollcall.Bench.Sink;

namespace Rollcall.Bench.Scenarios;

/// <summary>Whether memory stays flat when the cohort grows.</summary>
internal static class MemoryScenario
{
    private const int Growth = 10;

    /// <summary>Measures.</summary>
    public static ScenarioResult Run(BenchOptions options)
    {
        using var work = new WorkFolder();
        using var sink = new RunningSink();
        var sync = new SyncRuns(work, sink.Url);
        var large = Measure(CohortFiles.Of(options), sync, work, options.Runs);
        var small = Measure(CohortFiles.Of(options, options.Members / Growth), sync, work, options.Runs);
        return new ScenarioResult(
            "memory",
            $"{options.Members:N0} members and {options.Members / Growth:N0}, {options.Keys} keys",
            [.. large.Zip(small, Pair)],
            ["Peak MiB of the whole process, resident; the ratio is that of the two sizes in the same line."]
        );
    }

    private static ResultRow Pair(Measured large, Measured small) =>
        new(
            large.Contender.Name,
            new Dictionary<string, double?>
            {
                ["large"] = large.PeakBytes / (1 << 20),
                ["small"] = small.PeakBytes / (1 << 20),
            },
            new Dictionary<string, double?> { ["small"] = large.PeakBytes / small.PeakBytes }
        );

    private static IReadOnlyList<Measured> Measure(CohortFiles data, SyncRuns sync, WorkFolder work, int runs)
    {
        sync.Prepare(data.First, "known");
        return Comparison.Run(
            [
                new("first sync", sync.Of(data.First, "state")) { Prepare = () => work.Empty("state") },
                new("unchanged sync, another order", sync.Of(data.Shuffled, "same"))
                {
                    Prepare = () => work.Copy("known", "same"),
                },
                new("changed sync", sync.Of(data.Second, "changed")) { Prepare = () => work.Copy("known", "changed") },
                new("changed, --dry-run", sync.Of(data.Second, "known", "--dry-run")),
            ],
            runs
        );
    }
}
