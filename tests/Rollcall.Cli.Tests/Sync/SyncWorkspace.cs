using Rollcall.Sandbox;
using Rollcall.Testing.Definitions;

namespace Rollcall.Cli.Tests.Sync;

/// <summary>A sandbox, a definition for it, and a state directory.</summary>
internal sealed class SyncWorkspace : IAsyncDisposable
{
    private readonly Workspace _folder = new();

    private SyncWorkspace(SandboxServer sandbox) => Sandbox = sandbox;

    public SandboxServer Sandbox { get; }

    public string State => _folder["state"];

    public CommandSetup Setup { get; set; } = new();

    public string this[string name] => _folder[name];

    public static async Task<SyncWorkspace> StartAsync() => new(await SandboxServer.StartAsync());

    /// <summary>Writes the definition.</summary>
    public string Define(Func<SandboxDefinition, SandboxDefinition>? change = null)
    {
        var definition = new SandboxDefinition { Address = Sandbox.Address };
        return (change?.Invoke(definition) ?? definition).WriteTo(_folder["acme.yaml"]);
    }

    /// <summary>Writes a cohort of these users.</summary>
    public string Cohort(params IEnumerable<string> users) =>
        _folder.Write("trial.csv", "user_id\n" + string.Concat(users.Select(user => user + "\n")));

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Syncs a cohort by the definition of <see cref="Define"/>.</summary>
    public Task<CommandRun> SyncAsync(string cohort, params string[] more)
    {
        var definition = File.Exists(_folder["acme.yaml"]) ? _folder["acme.yaml"] : Define();
        string[] options = ["--state", State, "--retry-base", "1ms"];
        return Setup.RunAsync(["sync", definition, .. options, "--cohort", cohort, .. more]);
    }

    /// <summary>The status in the report of <c>sync --json</c>.</summary>
    public static string? StatusOf(CommandRun run) => run.Json.GetProperty("status").GetString();

    /// <summary>Adds and removes in the report of <c>sync --json</c>.</summary>
    public static (long Add, long Remove) Counts(CommandRun run, string name)
    {
        var counts = run.Json.GetProperty(name);
        return (counts.GetProperty("add").GetInt64(), counts.GetProperty("remove").GetInt64());
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _folder.Dispose();
    }
}
