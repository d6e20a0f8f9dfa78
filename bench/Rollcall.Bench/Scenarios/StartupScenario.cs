using Rollcall.Bench.Measuring;
using Rollcall.Bench.Product;
using Rollcall.Bench.Reporting;
using Rollcall.Bench.Sink;

namespace Rollcall.Bench.Scenarios;

/// <summary>A sync so small that starting is all.</summary>
internal static class StartupScenario
{
    /// <summary>Measures.</summary>
    public static ScenarioResult Run(BenchOptions options)
    {
        using var work = new WorkFolder();
        using var sink = new RunningSink();
        var sync = new SyncRuns(work, sink.Url);
        var cohort = work.Path("three.csv");
        File.WriteAllText(
            cohort,
            "user_id,email,plan\n1,a@mail.example,free\n2,b@mail.example,free\n3,c@mail.example,team\n"
        );
        sync.Prepare(cohort, "known");
        var measured = Comparison.Run(
            [
                new("rollcall sync, first", sync.Of(cohort, "state")) { Prepare = () => work.Empty("state") },
                new("rollcall sync, unchanged", sync.Of(cohort, "known")),
                new("rollcall sync --dry-run", sync.Of(cohort, "known", "--dry-run")),
                new(
                    "rollcall --version",
                    new CommandRun("/bin/sh", "-c", "\"$0\" --version >/dev/null; echo {}", Checkout.Rollcall)
                ),
                new("an empty .NET program", CommandRun.Child("nothing")),
            ],
            options.Runs
        );
        return new ScenarioResult("startup", "three members", ResultRows.Of(measured), []);
    }
}
