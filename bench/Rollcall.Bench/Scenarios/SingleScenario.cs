using Rollcall.Bench.Data;
using Rollcall.Bench.Measuring;
using Rollcall.Bench.Product;
using Rollcall.Bench.Reporting;
using Rollcall.Bench.Sink;

namespace Rollcall.Bench.Scenarios;

/// <summary>A request a member, for destinations that know no batches.</summary>
internal static class SingleScenario
{
    private const int MostMembers = 50_000;

    /// <summary>Measures.</summary>
    public static ScenarioResult Run(BenchOptions options)
    {
        var data = CohortFiles.Of(options, Math.Min(options.Members, MostMembers));
        using var work = new WorkFolder();
        using var sink = new RunningSink();
        List<ResultRow> rows = [];
        foreach (var parallel in new[] { 4, 32, 128 })
        {
            var load = new Load(data.Members, 1, parallel);
            var contenders = Delivering.Contenders(work, sink, data.First, load, $"{parallel} in flight");
            rows.AddRange(ResultRows.Of(Comparison.Run(contenders, options.Runs), Delivering.Phase));
        }
        return new ScenarioResult("single", $"{data.Members:N0} requests of one member", rows, Delivering.Notes(rows));
    }
}
