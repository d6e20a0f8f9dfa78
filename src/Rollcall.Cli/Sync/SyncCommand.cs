using System.CommandLine;
using Rollcall.Cli.Integrations;
using Rollcall.Core.Runs;

namespace Rollcall.Cli.Sync;

/// <summary><c>rollcall sync</c>: makes a destination hold exactly the cohort.</summary>
internal sealed class SyncCommand : Verb
{
    private readonly Argument<FileInfo> _file = DefinitionArgument.Create();
    private readonly SyncOptions _options = new();

    /// <summary>The verb.</summary>
    public SyncCommand(Surroundings surroundings)
        : base(
            "sync",
            "Makes a destination hold exactly the cohort: sends who entered and who left since the last sync.",
            """
            rollcall sync acme.yaml --cohort trial.csv --state state/trial --set base_url=http://127.0.0.1:8321
            rollcall sync acme.yaml --query "select id as user_id from 'users.parquet' where plan = 'trial'" --state state/trial
            """,
            surroundings
        )
    {
        Arguments.Add(_file);
        foreach (var option in _options.All)
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var definition = DefinitionFile.Load(parsed.GetRequiredValue(_file), Surroundings);
        var request = SyncRequests.Of(parsed, _options, definition, Surroundings);
        var json = parsed.GetValue(Json);
        var job = new SyncJob(parsed.GetRequiredValue(_options.State), parsed.GetValue(_options.PublicOnly));
        await using var stopping = stop.Register(() =>
            Surroundings.Error.WriteLine("Stopping: requests in flight finish first. Ctrl-C again ends at once.")
        );
        var told = new List<string>();
        var report = await Progress.WatchAsync(
            Surroundings,
            told,
            progress => job.RunAsync(request, progress, Surroundings, stop)
        );
        if (json)
        {
            Surroundings.Out.WriteLine(RunReportJson.Write(report));
        }
        else
        {
            // On one and the same terminal a note is not repeated below the place where it was told.
            var notes = Surroundings.OutputWidth is null ? report.Notes : [.. report.Notes.Except(told)];
            ReportText.Write(report with { Notes = notes }, Surroundings);
        }
        return RunExit.CodeOf(report, parsed.GetValue(_options.AllowRejected), Surroundings.Error);
    }
}
