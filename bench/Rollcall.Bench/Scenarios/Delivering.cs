using Rollcall.Bench.Measuring;
using Rollcall.Bench.Product;
using Rollcall.Bench.Reporting;
using Rollcall.Bench.Sink;

namespace Rollcall.Bench.Scenarios;

/// <summary>Contenders that send the same number of requests to the same sink.</summary>
internal static class Delivering
{
    /// <summary>The phase that is compared; the rest of Rollcall's run reads, compares and promotes.</summary>
    public const string Phase = "sending s";

    /// <summary>Rollcall's rate by that of raw HttpClient, of each pair of rows.</summary>
    public static IReadOnlyList<string> Notes(IReadOnlyList<ResultRow> rows) =>
        [
            .. rows.Chunk(2)
                .Select(pair => $"{pair[0].Name}: {1 / pair[1].Ratios[Phase]:0.00} of the rate of {pair[1].Name}"),
            "Each pair is compared by itself.",
        ];

    /// <summary>Rollcall first, then raw HttpClient.</summary>
    public static IReadOnlyList<Contender> Contenders(
        WorkFolder work,
        RunningSink sink,
        string cohort,
        Load load,
        string label
    )
    {
        var state = $"state-{load.BatchSize}-{load.Parallelism}";
        var sync = new SyncRuns(work, sink.Url, load.BatchSize, load.Parallelism);
        int[] numbers = [(load.Members + load.BatchSize - 1) / load.BatchSize, load.BatchSize, load.Parallelism];
        var arguments = numbers.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return
        [
            new($"rollcall, {label}", sync.Of(cohort, state))
            {
                Prepare = () => work.Empty(state),
                Phase = SyncRuns.Delivering,
                // The creation of the list is no batch.
                Found = report => SyncRuns.Requests(report) - 1,
            },
            new($"raw HttpClient, {label}", CommandRun.Child(["post", sink.Url + "/lists/1/add", .. arguments]))
            {
                Phase = output => output.GetProperty("seconds").GetDouble(),
                Found = output => output.GetProperty("found").GetInt64(),
            },
        ];
    }
}

/// <summary>What is to be sent.</summary>
/// <param name="Members">All.</param>
/// <param name="BatchSize">Of a request.</param>
/// <param name="Parallelism">Requests in flight.</param>
internal sealed record Load(int Members, int BatchSize, int Parallelism);
