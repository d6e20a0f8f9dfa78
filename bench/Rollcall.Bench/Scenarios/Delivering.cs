using System.Globalization;
using Rollcall.Bench.Measuring;
using Rollcall.Bench.Product;
using Rollcall.Bench.Reporting;
using Rollcall.Bench.Sink;

namespace Rollcall.Bench.Scenarios;

/// <summary>Contenders that send the same number of requests to the same sink.</summary>
internal static class Delivering
{
    /// <summary>The phase that is compared, of Rollcall from the first batch to the last durable acknowledgement.</summary>
    public const string Phase = "sending s";

    private static readonly (string Name, string Words)[] Parts =
    [
        ("read", "reading"),
        ("diff", "comparing"),
        ("create", "creating the list"),
        ("send", "sending"),
        ("promote", "next membership"),
        ("total", "all"),
    ];

    /// <summary>Measures a pair.</summary>
    public static DeliveredPair Measure(IReadOnlyList<Contender> contenders, int runs)
    {
        var measured = Comparison.Run(contenders, runs);
        return new DeliveredPair(ResultRows.Of(measured, Phase), SplitOf(measured[0]));
    }

    /// <summary>Rollcall's rate by that of raw HttpClient, of each pair, and where Rollcall's time goes.</summary>
    public static IReadOnlyList<string> Notes(IReadOnlyList<DeliveredPair> pairs) =>
        [
            .. pairs.Select(pair =>
                $"{pair.Rows[0].Name}: {1 / pair.Rows[1].Ratios[Phase]:0.00} of the rate of {pair.Rows[1].Name}"
            ),
            .. pairs.Select(pair => $"{pair.Rows[0].Name}: {pair.Split}"),
            "Each pair is compared by itself.",
        ];

    private static string SplitOf(Measured rollcall) =>
        string.Join(
            ", ",
            Parts.Select(part =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{part.Words} {Median.Of(rollcall.Usages.Select(usage => SyncRuns.Seconds(usage.Output, part.Name))):0.000} s"
                )
            )
        );

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
        var arguments = numbers.Select(number => number.ToString(CultureInfo.InvariantCulture));
        return
        [
            new($"rollcall, {label}", sync.Of(cohort, state))
            {
                Prepare = () => work.Empty(state),
                Phase = report => SyncRuns.Seconds(report, "send"),
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

/// <summary>Rollcall beside raw HttpClient.</summary>
/// <param name="Rows">Of both.</param>
/// <param name="Split">Where Rollcall's time goes.</param>
internal sealed record DeliveredPair(IReadOnlyList<ResultRow> Rows, string Split);
