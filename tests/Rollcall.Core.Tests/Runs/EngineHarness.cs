using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using Rollcall.Testing.Ledgers;
using Rollcall.Testing.Time;

namespace Rollcall.Core.Tests.Runs;

/// <summary>An engine with a ledger in memory, a scripted destination and a clock that moves by itself.</summary>
internal sealed class EngineHarness : IDisposable
{
    private const string Definition = """
        apiVersion: rollcall/v1
        name: Scripted
        type: list
        authentication: {method: bearer}
        headers: {X-Message-Id: $message_id}
        mapping:
          displayName: User
          fields:
            - {variable: user, displayName: User, type: string, key: true}
            - {variable: plan, displayName: Plan, type: string}
        delivery: {timeout: 1s, settle: 2s, onChange: ON_CHANGE}
        endpoints:
          createList:
            method: POST
            url: https://destination.example/lists
            body: '{"name": "$cohort_name"}'
            errors:
              - {status: 401, reason: API key, message: The key was refused.}
          addUsers:
            method: POST
            url: https://destination.example/lists/$list_id/add
            body: '{"userIds": $items}'
            items: '{"id": "$user", "plan": "$plan"}'
            batchSize: BATCH_SIZE
            errors: {copyFrom: createList, add: [ERRORS]}
          removeUsers:
            method: POST
            url: https://destination.example/lists/$list_id/remove
            body: '{"userIds": $items}'
            items: '{"id": "$user"}'
            batchSize: BATCH_SIZE
            errors: {copyFrom: addUsers}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-engine-").FullName;
    private readonly Integration _integration;
    private int _seed;

    public EngineHarness(int batchSize = 100, string onChange = "add", string errors = "")
    {
        var text = Definition
            .Replace("ON_CHANGE", onChange, StringComparison.Ordinal)
            .Replace("BATCH_SIZE", $"{batchSize}", StringComparison.Ordinal)
            .Replace("ERRORS", errors, StringComparison.Ordinal);
        var document = IntegrationDocument.Read(Encoding.UTF8.GetBytes(text), "scripted.yaml");
        _integration = document.Integration ?? throw new ArgumentException(string.Join('\n', document.Problems));
        Ledger = new MemoryLedger(_folder);
    }

    public SimulatedTime Time { get; } = new();

    public MemoryLedger Ledger { get; }

    public ScriptedDestination Destination { get; } = new();

    public string Folder => _folder;

    /// <summary>The cohort's users, <c>name</c> or <c>name:plan</c>, for the runs to come.</summary>
    public IReadOnlyList<string> Cohort { get; set; } = [];

    /// <summary>How often a cohort was read.</summary>
    public int Readings { get; private set; }

    public static string[] Users(int count, string prefix = "u") =>
        [.. Enumerable.Range(0, count).Select(number => $"{prefix}{number:D4}")];

    public Task<RunReport> Start(
        Func<SyncRequest, SyncRequest>? with = null,
        ISyncLedger? ledger = null,
        CancellationToken stop = default,
        CancellationToken suspend = default
    )
    {
        var engine = new SyncEngine(ledger ?? Ledger, Destination, Time, new Random(_seed++))
        {
            Workers = new InlineScheduler(),
        };
        var request = new SyncRequest
        {
            Integration = _integration,
            DefinitionText = Definition,
            Settings = new Dictionary<string, string> { ["bearer_token"] = "secret-token" },
            Source = new ListSource(Cohort, () => Readings++),
            Columns = new Dictionary<string, string> { ["user"] = "user", ["plan"] = "plan" },
            CohortName = "Scripted cohort",
        };
        return engine.RunAsync(with?.Invoke(request) ?? request, NoProgress.Instance, stop, suspend);
    }

    /// <summary>Runs to the end, the clock moving as the run waits.</summary>
    public RunReport Sync(
        Func<SyncRequest, SyncRequest>? with = null,
        CancellationToken stop = default,
        CancellationToken suspend = default
    )
    {
        var run = Start(with, stop: stop, suspend: suspend);
        while (!run.IsCompleted)
        {
            Assert.True(Time.MoveOn(), "the run waits for nothing");
        }
        return run.GetAwaiter().GetResult();
    }

    /// <summary>Syncs a cohort, then forgets what was sent so far.</summary>
    public RunReport Settled(IReadOnlyList<string> cohort)
    {
        Cohort = cohort;
        var report = Sync();
        Assert.Equal(RunStatus.Succeeded, report.Status);
        Destination.Requests.Clear();
        return report;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class ListSource(IReadOnlyList<string> users, Action read) : IMemberSource
    {
        public string Name => "users";

        private string Content => string.Join('\n', users);

        public bool Holds(string content, CancellationToken cancellation) => content == Content;

        public IMemberPlaces Read(
            IReadOnlyList<string> columns,
            IReadOnlyList<IMemberSink> lanes,
            CancellationToken cancellation
        )
        {
            read();
            Assert.Equal(["user", "plan"], columns);
            var line = 1L;
            foreach (var user in users)
            {
                cancellation.ThrowIfCancellationRequested();
                var parts = user.Split(':');
                var (name, plan) = (
                    Encoding.UTF8.GetBytes(parts[0]),
                    Encoding.UTF8.GetBytes(parts.Length > 1 ? parts[1] : "")
                );
                line++;
                // Any lane may get any member.
                lanes[(int)line % lanes.Count]
                    .Add(
                        new MemberRow(
                            [.. name, .. plan],
                            [
                                new MemberSlot(FieldKind.Text, 0, name.Length),
                                new MemberSlot(FieldKind.Text, name.Length, plan.Length),
                            ],
                            MemberPlace.OnLine(0, line),
                            line,
                            Name
                        )
                    );
            }
            return new LinePlaces(Name) { Content = Content };
        }
    }
}
