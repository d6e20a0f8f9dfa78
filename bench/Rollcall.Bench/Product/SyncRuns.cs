using System.Text.Json;
using Rollcall.Bench.Measuring;

namespace Rollcall.Bench.Product;

/// <summary>Commands of <c>rollcall sync</c> on one definition, in a work folder.</summary>
internal sealed class SyncRuns
{
    private readonly WorkFolder _work;
    private readonly string _url;
    private readonly string _definition;

    /// <summary>Writes the definition.</summary>
    /// <param name="work">Where the definition and the states are.</param>
    /// <param name="url">The sink's address.</param>
    /// <param name="batchSize">Members of a request.</param>
    /// <param name="parallelism">Requests in flight.</param>
    public SyncRuns(WorkFolder work, string url, int batchSize = 10_000, int parallelism = 4)
    {
        (_work, _url) = (work, url);
        _definition = work.Path($"sink-{batchSize}-{parallelism}.yaml");
        File.WriteAllText(_definition, Definition.Text(batchSize, parallelism));
    }

    /// <summary>A sync of a cohort's file.</summary>
    public CommandRun Of(string cohort, string state, params IEnumerable<string> more) =>
        new(
            Checkout.Rollcall,
            [
                .. new[] { "sync", _definition, "--cohort", cohort, "--state", _work.Path(state) },
                .. new[] { "--cohort-name", "Bench", "--set", $"base_url={_url}", "--json" },
                .. more,
            ]
        );

    /// <summary>Makes a state that holds a cohort's file.</summary>
    public void Prepare(string cohort, string state)
    {
        Console.Error.WriteLine($"  preparing: {Path.GetFileName(cohort)} is delivered");
        _work.Empty(state);
        Of(cohort, state).Measure();
    }

    /// <summary>All operations that a report says were planned.</summary>
    public static long Planned(JsonElement report) =>
        report.GetProperty("planned").EnumerateObject().Sum(operation => operation.Value.GetInt64());

    /// <summary>Seconds that a report gives for a part of the run.</summary>
    public static double Seconds(JsonElement report, string part) =>
        report.GetProperty("seconds").GetProperty(part).GetDouble();

    /// <summary>Requests that a report says were sent.</summary>
    public static long Requests(JsonElement report) => report.GetProperty("requests").GetProperty("sent").GetInt64();
}
