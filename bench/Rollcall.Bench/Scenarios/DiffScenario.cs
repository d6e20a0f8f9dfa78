using System.Text.Json;
using Rollcall.Bench.Data;
using Rollcall.Bench.Measuring;
using Rollcall.Bench.Product;
using Rollcall.Bench.Reporting;
using Rollcall.Bench.Sink;

namespace Rollcall.Bench.Scenarios;

/// <summary>Reading a cohort and telling it from what is at the destination, without sending.</summary>
internal static class DiffScenario
{
    /// <summary>Measures.</summary>
    public static ScenarioResult Run(BenchOptions options)
    {
        var data = CohortFiles.Of(options);
        using var work = new WorkFolder();
        using var sink = new RunningSink();
        var sync = new SyncRuns(work, sink.Url);
        sync.Prepare(data.First, "state");
        var old = work.Path("old.duckdb");
        CommandRun.Child("duck-load", data.First, old).Measure();
        List<Contender> contenders =
        [
            new("rollcall sync --dry-run", sync.Of(data.Second, "state", "--dry-run")) { Found = SyncRuns.Planned },
            new("DuckDB full outer join, nothing kept", Child("duck-diff", data.First)) { Found = Found },
            new("DuckDB, new version kept as a table", Child("duck-job", old)) { Found = Found },
            new("GNU sort and comm", SortAndComm()) { Found = Found },
            new("HashSet of keys", Child("hash-set", data.First)) { Found = Found },
            // In another order: the same bytes are recognized, and would say nothing about what a change costs.
            new("rollcall sync --dry-run, nobody entered or left", sync.Of(data.Shuffled, "state", "--dry-run")),
        ];
        foreach (var index in Enumerable.Range(1, 4))
        {
            contenders[index] = contenders[index] with { Prepare = () => work.Empty("out") };
        }
        var measured = Comparison.Run(contenders, options.Runs);
        var each = (measured[0].Cpu - measured[^1].Cpu) / data.Changed * 1e6;
        return new ScenarioResult(
            "diff",
            $"{data.Members:N0} members, {options.Rows}, {data.Changed:N0} entered or left",
            ResultRows.Of(measured),
            [$"CPU for each member that entered or left, beyond the run in which nobody did: {each:0.00} µs"]
        );

        CommandRun Child(string role, string before) => CommandRun.Child(role, before, data.Second, work.Path("out"));

        CommandRun SortAndComm() =>
            new(
                "/bin/sh",
                "-ec",
                """
                export LC_ALL=C
                cd "$3"
                sort --parallel=2 -S 2G "$1" >old
                sort --parallel=2 -S 2G "$2" >new
                comm -13 old new >entered
                comm -23 old new >left
                printf '{"found": %d}' "$(cat entered left | wc -l)"
                """,
                "sort-and-comm",
                data.First,
                data.Second,
                work.Path("out")
            );
    }

    private static long Found(JsonElement output) => output.GetProperty("found").GetInt64();
}
