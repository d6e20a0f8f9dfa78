using Rollcall.Bench.Data;
using Rollcall.Bench.Product;
using Rollcall.Bench.Reporting;
using Rollcall.Bench.Sink;

namespace Rollcall.Bench.Scenarios;

/// <summary>Large batches, acknowledged durably.</summary>
internal static class DeliveryScenario
{
    private const int BatchSize = 10_000;
    private const int Parallelism = 4;
    private const int Delay = 20;

    /// <summary>Measures.</summary>
    public static ScenarioResult Run(BenchOptions options)
    {
        var data = CohortFiles.Of(options);
        using var work = new WorkFolder();
        List<DeliveredPair> pairs = [];
        foreach (var delay in new[] { 0, Delay })
        {
            using var sink = new RunningSink(delay);
            var load = new Load(data.Members, BatchSize, Parallelism);
            var label = delay == 0 ? "answered at once" : $"answered after {delay} ms";
            var contenders = Delivering.Contenders(work, sink, data.First, load, label);
            pairs.Add(Delivering.Measure(contenders, options.Runs));
        }
        return new ScenarioResult(
            "delivery",
            $"{data.Members:N0} members in batches of {BatchSize:N0}, {Parallelism} in flight",
            [.. pairs.SelectMany(pair => pair.Rows)],
            Delivering.Notes(pairs)
        );
    }
}
