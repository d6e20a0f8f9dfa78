using Rollcall.Bench.Data;
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
        List<DeliveredPair> pairs = [];
        foreach (var parallel in new[] { 4, 32, 128 })
        {
            var load = new Load(data.Members, 1, parallel);
            var contenders = Delivering.Contenders(work, sink, data.First, load, $"{parallel} in flight");
            pairs.Add(Delivering.Measure(contenders, options.Runs));
        }
        return new ScenarioResult(
            "single",
            $"{data.Members:N0} requests of one member",
            [.. pairs.SelectMany(pair => pair.Rows)],
            Delivering.Notes(pairs)
        );
    }
}
