using System.CommandLine;
using Rollcall.Cli.Output;
using Rollcall.Cli.Sync;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using Rollcall.Storage;

namespace Rollcall.Cli.Runs;

/// <summary><c>rollcall runs show RUN</c>: one run with its errors; the last one with the users that are still rejected.</summary>
internal sealed class ShowRunCommand : Verb
{
    private const int ShownRejections = 20;

    private readonly Argument<string> _run = new("RUN") { Description = "The run's ID, or the beginning of it." };
    private readonly Option<string> _state = StateOption.Create();

    /// <summary>The verb.</summary>
    public ShowRunCommand(Surroundings surroundings)
        : base(
            "show",
            "Shows one run: its numbers and times, its errors, and for the last run the users that are still rejected.",
            "rollcall runs show 20260301T0914 --state state/trial",
            surroundings
        )
    {
        Arguments.Add(_run);
        Options.Add(_state);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var name = parsed.GetRequiredValue(_run);
        using var state = StateDirectory.OpenForReading(parsed.GetRequiredValue(_state));
        var runs = state.Ledger.Runs(int.MaxValue);
        var found = state.Ledger.FindRun(name);
        var run = runs.FirstOrDefault(run => run.Run == found?.Run) ?? throw NotFound(name, runs);
        var rejected = run.Run == runs[0].Run ? state.Ledger.RejectedItems() : [];
        if (parsed.GetValue(Json))
        {
            WriteJson(run, rejected);
        }
        else
        {
            ReportText.Write(run.Report, Surroundings);
            WriteTimes(run);
            WriteRejected(rejected);
        }
        return Task.FromResult(ExitCode.Done);
    }

    private static UsageException NotFound(string name, IReadOnlyList<RunSummary> runs)
    {
        var alike = runs.Where(run => run.Run.StartsWith(name, StringComparison.Ordinal))
            .Select(run => run.Run)
            .ToList();
        return new UsageException(
            alike.Count > 1
                ? $"{alike.Count} runs begin with \"{name}\": {string.Join(", ", alike.Take(5))}. Give more of the ID."
                : $"There is no run \"{name}\" here. `rollcall runs` lists them."
        );
    }

    private void WriteJson(RunSummary run, IEnumerable<RejectedItem> rejected) =>
        JsonOutput.Write(
            Surroundings,
            json =>
            {
                json.WriteStartObject();
                RunJson.WriteTimes(json, run);
                RunJson.WriteReport(json, run.Report);
                RunJson.WriteRejected(json, rejected);
                json.WriteEndObject();
            }
        );

    private void WriteTimes(RunSummary run)
    {
        var seconds = run.Report.Seconds;
        var page = Surroundings.Out;
        page.WriteLine();
        page.WriteLine(
            $"Started {Words.Time(run.Started)}, {(run.Finished is { } end ? $"ended {Words.Time(end)}" : "not ended")}: "
                + $"reading {Took(seconds.Read)}, comparing {Took(seconds.Diff)}, delivering {Took(seconds.Deliver)}."
        );
    }

    private static string Took(double seconds) => Words.Duration(TimeSpan.FromSeconds(seconds));

    private void WriteRejected(IEnumerable<RejectedItem> rejected)
    {
        var shown = 0;
        foreach (var item in rejected)
        {
            if (shown == 0)
            {
                Surroundings.Out.WriteLine();
                Surroundings.Out.WriteLine("Still rejected, newest first:");
            }
            if (shown++ == ShownRejections)
            {
                Surroundings.Out.WriteLine("  … and more; --json shows all.");
                return;
            }
            WriteRejected(item);
        }
    }

    private void WriteRejected(RejectedItem item)
    {
        var what = item.Operation == Core.Integrations.Operation.Add ? "add" : "remove (still on the list)";
        var status = item.Status is { } number ? $", status {number}" : "";
        Surroundings.Out.WriteLine($"  {what} {Terminal.Safe(item.Item)}");
        Surroundings.Out.WriteLine($"    {item.Type}{status}: {Terminal.Safe(item.Reason)}");
        if (item.Response.Length > 0)
        {
            Surroundings.Out.WriteLine($"    The response: {Terminal.Safe(item.Response)}");
        }
    }
}
