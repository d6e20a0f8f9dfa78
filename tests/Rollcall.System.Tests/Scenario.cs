using System.Text.Json;
using Rollcall.Sandbox;
using Rollcall.Sandbox.Lists;
using Rollcall.Sandbox.Log;
using Rollcall.Testing.Checking;
using Rollcall.Testing.Cohorts;
using Rollcall.Testing.Definitions;
using Rollcall.Testing.Processes;

namespace Rollcall.System.Tests;

/// <summary>A sandbox, a folder with a state directory, and the program as its users start it.</summary>
internal sealed class Scenario : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-system-").FullName;
    private int _files;

    private Scenario(SandboxServer sandbox)
    {
        Sandbox = sandbox;
        Definition = new SandboxDefinition { Address = sandbox.Address };
        State = Path.Combine(_folder, "state");
    }

    public SandboxServer Sandbox { get; }

    public SandboxDefinition Definition { get; set; }

    public string State { get; }

    /// <summary>The settle time that the definition sets, or the one it has by default.</summary>
    private TimeSpan Settle =>
        Definition.Settle is { } seconds
            ? TimeSpan.FromSeconds(int.Parse(seconds.TrimEnd('s')))
            : TimeSpan.FromSeconds(60);

    /// <summary>The one list that there is.</summary>
    public SandboxList List => Assert.Single(Sandbox.Lists.All);

    public static async Task<Scenario> StartAsync(SandboxOptions? options = null) =>
        new(await SandboxServer.StartAsync(options));

    /// <summary>A new file in the scenario's folder.</summary>
    public string NewFile(string name) => Path.Combine(_folder, $"{++_files}-{name}");

    public Task<ProcessResult> SyncAsync(IEnumerable<string> users, params string[] more)
    {
        var cohort = NewFile("cohort.csv");
        Cohort.WriteCsv(cohort, users);
        return SyncFileAsync(cohort, more);
    }

    public Task<ProcessResult> SyncFileAsync(string cohort, params string[] more) => SyncFilesAsync([cohort], more);

    public async Task<ProcessResult> SyncFilesAsync(string[] cohort, params string[] more)
    {
        await using var process = StartSync(cohort, more);
        return await process.EndAsync();
    }

    public RollcallProcess StartSync(string cohort, params string[] more) => StartSync([cohort], more);

    private RollcallProcess StartSync(string[] cohort, string[] more) =>
        RollcallProcess.Start([
            "sync",
            Definition.WriteTo(NewFile("definition.yaml")),
            "--cohort",
            .. cohort,
            "--state",
            State,
            "--json",
            .. more.Contains("--cohort-name") ? [] : new[] { "--cohort-name", "People" },
            .. more.Contains("--retry-base") ? [] : new[] { "--retry-base", "2ms" },
            .. more,
        ]);

    /// <summary>What <c>rollcall members</c> prints, a member a line.</summary>
    public async Task<IReadOnlyList<string>> MembersAsync()
    {
        var result = await RollcallProcess.RunAsync("members", "--state", State, "--json");
        Ended(result, 0);
        return
        [
            .. result
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .Where(member => member.GetProperty("state").GetString() == "present")
                .Select(member => member.GetProperty("key")[0].GetString()!),
        ];
    }

    public DeliveryChecker Checker(long after = 0) =>
        new([.. Sandbox.Log.Entries.Where(entry => entry.Sequence > after)])
        {
            MaxInFlight = Definition.Parallelism ?? 4,
            MaxItems = Definition.BatchSize,
            Settle = Settle,
        };

    /// <summary>The requests of an operation since some entry.</summary>
    public IReadOnlyList<LogEntry> Requests(Operation operation, long after = 0) =>
        [.. Sandbox.Log.Entries.Where(entry => entry.Sequence > after && entry.Operation == operation)];

    /// <summary>The list holds exactly these, and nothing was ever wrong on the way.</summary>
    public void ListHolds(IEnumerable<string> users)
    {
        var expected = users.ToList();
        Assert.Empty(Checker().ListDiffers(List.Id, expected));
        Assert.Empty(Checker().Violations());
        // Once more as the destination tells it: the replay of the log and the list itself agree.
        Assert.Equal(expected.Count, List.Count);
    }

    /// <summary>The exit code, and the report for those who look further.</summary>
    public static JsonElement Ended(ProcessResult result, int exitCode, string? status = null)
    {
        Assert.True(result.ExitCode == exitCode, $"Expected exit code {exitCode}.\n{result}");
        if (status is null)
        {
            return default;
        }
        var report = result.Json();
        Assert.True(report.GetProperty("status").GetString() == status, $"Expected {status}.\n{result}");
        return report;
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
