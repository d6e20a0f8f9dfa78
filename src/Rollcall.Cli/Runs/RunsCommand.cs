using System.CommandLine;
using System.Text.Json;
using Rollcall.Cli.Output;
using Rollcall.Core.Storage;
using Rollcall.Storage;

namespace Rollcall.Cli.Runs;

/// <summary><c>rollcall runs</c>: past runs, newest first.</summary>
internal sealed class RunsCommand : Verb
{
    private readonly Option<string> _state = StateOption.Create();

    /// <summary>The verb.</summary>
    public RunsCommand(Surroundings surroundings)
        : base(
            "runs",
            "Lists past runs, newest first; `rollcall runs show RUN` shows one with its errors.",
            "rollcall runs --state state/trial\nrollcall runs show 20260301T0914 --state state/trial",
            surroundings
        )
    {
        Options.Add(_state);
        Subcommands.Add(new ShowRunCommand(surroundings));
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        using var state = StateDirectory.OpenForReading(parsed.GetRequiredValue(_state));
        var runs = state.Ledger.Runs();
        if (parsed.GetValue(Json))
        {
            JsonOutput.Write(Surroundings, json => WriteJson(json, runs));
        }
        else if (runs.Count == 0)
        {
            Surroundings.Error.WriteLine("No run has begun here yet.");
        }
        else
        {
            WriteTable(runs);
        }
        return Task.FromResult(ExitCode.Done);
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<RunSummary> runs)
    {
        json.WriteStartArray();
        foreach (var run in runs)
        {
            json.WriteStartObject();
            RunJson.WriteTimes(json, run);
            RunJson.WriteReport(json, run.Report);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteTable(IReadOnlyList<RunSummary> runs) =>
        TextTable.Write(
            Surroundings,
            ["RUN", "STARTED", "STATUS", "TOOK", "ADDED", "REMOVED", "CHANGED", "REJECTED", "IN DOUBT"],
            runs.Select(run =>
                new[]
                {
                    run.Run,
                    Words.Time(run.Started),
                    RunWords.Status(run.Status),
                    Words.Duration(TimeSpan.FromSeconds(run.Report.Seconds.Total)),
                    Words.Number(run.Report.Delivered.Add),
                    Words.Number(run.Report.Delivered.Remove),
                    Words.Number(run.Report.Delivered.Change),
                    Words.Number(run.Report.Rejected.Add + run.Report.Rejected.Remove + run.Report.Rejected.Change),
                    Words.Number(run.Report.InDoubt),
                }
            )
        );
}
