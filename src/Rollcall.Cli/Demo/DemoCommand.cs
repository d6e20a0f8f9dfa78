using System.CommandLine;
using System.Text;
using Rollcall.Cli.Output;
using Rollcall.Core.Runs;
using Rollcall.Sandbox;

namespace Rollcall.Cli.Demo;

/// <summary><c>rollcall demo</c>: the whole thing at work, on a sample.</summary>
internal sealed class DemoCommand : Verb
{
    private const string CohortName = "Trial users – 試用";

    /// <summary>The verb.</summary>
    public DemoCommand(Surroundings surroundings)
        : base(
            "demo",
            "Shows the whole thing at work: a sample cohort, a destination on this machine, a first sync, a changed cohort, a second sync. Keeps its files in .rollcall/demo to look at.",
            "rollcall demo",
            surroundings
        ) { }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var folder = DemoFolder.Prepare(Surroundings.Folder);
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { LogFile = folder.Log, BearerToken = "demo-token" },
            stop
        );
        Surroundings.Error.WriteLine("Monday: the first sync.");
        var first = await SyncAsync(folder, folder.FirstDay, sandbox, stop);
        Surroundings.Error.WriteLine("Tuesday: the second sync.");
        var second = await SyncAsync(folder, folder.SecondDay, sandbox, stop);
        var story = new DemoStory(folder, first, second, sandbox);
        if (parsed.GetValue(Json))
        {
            JsonOutput.Write(Surroundings, story.WriteJson);
        }
        else
        {
            Surroundings.Out.Write(story.Text());
        }
        return story.IsTrue ? ExitCode.Done : ExitCode.Failed;
    }

    // The command itself runs, as a user would run it; only its output is read instead of shown.
    private async Task<DemoDay> SyncAsync(
        DemoFolder folder,
        string cohort,
        SandboxServer sandbox,
        CancellationToken stop
    )
    {
        string[] command =
        [
            "sync",
            folder.Definition,
            "--cohort",
            cohort,
            "--map",
            "user_id_field_amplitude=user_id",
            "--cohort-name",
            CohortName,
            "--state",
            folder.State,
            "--set",
            $"base_url={sandbox.Address.ToString().TrimEnd('/')}",
            "--set",
            "bearer_token=demo-token",
        ];
        var before = sandbox.Log.Count;
        using var output = new MemoryStream();
        using var surroundings = new Surroundings(output, Surroundings.Error)
        {
            ErrorIsTerminal = Surroundings.ErrorIsTerminal,
            Time = Surroundings.Time,
            Random = Surroundings.Random,
            Stop = stop,
        };
        var code = await CommandLine.RunAsync([.. command, "--json"], surroundings);
        stop.ThrowIfCancellationRequested();
        var answer = Encoding.UTF8.GetString(output.GetBuffer().AsSpan(0, (int)output.Length));
        var report = answer.Length > 0 ? RunReportJson.Read(answer) : throw Ended(code);
        return new DemoDay(Shown(command), report, [.. sandbox.Log.Entries.Skip(before)]);
    }

    private static InvalidOperationException Ended(int code) =>
        new($"The sync of the demo ended with exit code {code}, which it never should.");

    private static string Shown(string[] command) =>
        "rollcall " + string.Join(' ', command.Select(word => word.Contains(' ') ? $"\"{word}\"" : word));
}
