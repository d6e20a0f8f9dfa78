using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using Rollcall.Simulation.Tests.Faults;
using Rollcall.Simulation.Tests.Planted;
using Rollcall.Simulation.Tests.World;
using Rollcall.Testing.Ledgers;
using Rollcall.Testing.Time;

namespace Rollcall.Simulation.Tests;

/// <summary>
/// One history, wholly told by its seed: a cohort that changes, a destination and a network that fail, a process that
/// dies, and another that takes over while the first still goes on. Afterwards everything works again, and what is at
/// the destination must be the cohort.
/// </summary>
internal sealed class Scenario : IDisposable
{
    private const int Pool = 40;
    private const int Rounds = 7;

    /// <summary>Far more than any run takes.</summary>
    private const int MostSteps = 100_000;

    private readonly string _folder = Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(),
        $"rollcall-simulation-{Guid.NewGuid():N}"
    );
    private readonly int _seed;
    private readonly Random _random;
    private readonly FaultPlan _faults;
    private readonly SimulatedTime _time = new();
    private readonly SimulatedDestination _destination;
    private readonly MemoryLedger _ledger;
    private readonly Integration _integration;
    private readonly PlantedBug? _bug;
    private readonly StringBuilder _statuses = new();
    private SimulatedCohort _cohort;

    public Scenario(int seed, PlantedBug? bug = null)
    {
        (_seed, _bug) = (seed, bug);
        Directory.CreateDirectory(_folder);
        _random = new Random(seed);
        _faults = new FaultPlan(new Random(seed + 1), _random.NextDouble() * 0.5);
        _destination = new SimulatedDestination(_time, _faults, SimulatedIntegration.Settle);
        _ledger = new MemoryLedger(_folder)
        {
            FlushTakes = () => Task.Delay(TimeSpan.FromMilliseconds(_faults.Random.Next(40)), _time),
        };
        var integration = SimulatedIntegration.Create(batchSize: _random.Next(1, 12));
        _integration = bug?.Change?.Invoke(integration) ?? integration;
        _cohort = new SimulatedCohort(Enumerable.Range(0, _random.Next(1, Pool)).Select(user => $"u{user}"));
        for (var refused = _random.Next(4) - 1; refused > 0; refused--)
        {
            _destination.Refuse($"u{_random.Next(Pool)}");
        }
    }

    /// <summary>Everything that happened, as one hash: the same seed, the same hash.</summary>
    public string Trace =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', _destination.Arrivals) + _statuses))
        );

    public IReadOnlyList<Arrival> Arrivals => _destination.Arrivals;

    /// <summary>Plays the history.</summary>
    /// <exception cref="GuaranteeBrokenException">Something that must hold did not.</exception>
    public void Play()
    {
        ExceptionDispatchInfo? fault = null;
        // On a thread of its own, without a scheduler or context: whatever the clock fires goes on inline, on this thread.
        var thread = new Thread(() =>
        {
            try
            {
                PlayAlone();
            }
            catch (Exception exception)
            {
                fault = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        fault?.Throw();
    }

    private void PlayAlone()
    {
        for (var round = 0; round < Rounds; round++)
        {
            RunOnce();
            if (_random.Next(3) > 0)
            {
                _cohort = _cohort.Next(_random, Pool);
            }
            _time.Pass(TimeSpan.FromMilliseconds(_random.Next(4000)));
        }
        _faults.IsOver = true;
        Converge();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void RunOnce()
    {
        var process = new SimulatedProcess(_time);
        if (_faults.Strikes(0.2))
        {
            var dies = TimeSpan.FromMilliseconds(_random.Next(1, 4000));
            var withTheMachine = _random.Next(2) == 0;
            _time.CreateTimer(_ => Kill(process, withTheMachine), null, dies, Timeout.InfiniteTimeSpan);
        }
        var crashChance = _faults.Strikes(0.3) ? 0.1 : 0;
        var run = Start(process, crashChance);
        if (_faults.Strikes(0.1))
        {
            for (var steps = _random.Next(30); steps > 0 && !run.IsCompleted; steps--)
            {
                _time.MoveOn();
            }
            process.IsReplaced();
            var successor = Start(new SimulatedProcess(_time), 0);
            Finish(successor, null);
        }
        Finish(run, process);
    }

    private void Kill(SimulatedProcess process, bool withTheMachine)
    {
        // Where another has taken over, the machine is that one's.
        if (withTheMachine && process.GoneSince is null)
        {
            process.LosePower();
            _ledger.LosePower();
        }
        else
        {
            process.Die();
        }
    }

    private void Converge()
    {
        for (var attempt = 0; attempt < 6; attempt++)
        {
            _time.Pass(SimulatedIntegration.Settle);
            var report = Finish(Start(new SimulatedProcess(_time), 0), null);
            if (report?.Status == RunStatus.Succeeded)
            {
                break;
            }
        }
        _time.Pass(TimeSpan.FromHours(1));
        var wanted = _cohort.Users.Where(user => !_destination.Refuses(user));
        Check(
            Members().SetEquals(wanted),
            $"the list is [{string.Join(' ', Members())}], wanted [{string.Join(' ', wanted)}]"
        );
        foreach (var broken in Guarantees.Broken(_destination))
        {
            Check(false, broken);
        }
    }

    private Task<RunReport> Start(SimulatedProcess process, double crashChance)
    {
        ISyncLedger ledger = new CrashingLedger(_ledger, process, _random, crashChance);
        HttpMessageHandler network = new SimulatedNetwork(process, _destination);
        if (_bug is not null)
        {
            (ledger, network) = _bug.Plant(ledger, network);
        }
        var engine = new SyncEngine(ledger, network, _time, new Random(_random.Next()))
        {
            Workers = new InlineScheduler(),
        };
        return engine.RunAsync(
            new SyncRequest
            {
                Integration = _integration,
                DefinitionText = "simulated",
                Settings = new Dictionary<string, string>(),
                Source = _cohort,
                Columns = new Dictionary<string, string> { ["user"] = "user" },
                CohortName = "Simulated",
                MaxRemovals = new RemovalLimit(1, null),
                MemoryBudget = 1 << 20,
            },
            SilentProgress.Instance,
            CancellationToken.None
        );
    }

    private RunReport? Finish(Task<RunReport> run, SimulatedProcess? process)
    {
        for (var steps = 0; !run.IsCompleted; steps++)
        {
            Check(
                steps < MostSteps,
                $"the run goes on for ever, after\n{string.Join('\n', _destination.Arrivals.TakeLast(12))}"
            );
            if (!_time.MoveOn())
            {
                throw new GuaranteeBrokenException(
                    _seed,
                    $"the run waits for nothing, after\n{string.Join('\n', _destination.Arrivals.TakeLast(5))}"
                );
            }
        }
        if (run.IsFaulted)
        {
            var fault = run.Exception!.InnerException!;
            _statuses.Append(fault.GetType().Name);
            Check(fault is ProcessDiedException or LostOwnershipException, $"the run ended with {fault}");
            return null;
        }
        var report = run.Result;
        _statuses.Append(report.Status);
        if (report.Status == RunStatus.Succeeded && process?.IsDead != true)
        {
            var members = Members();
            Check(
                members.SetEquals(_cohort.Users),
                $"a run succeeded, and the list is [{string.Join(' ', members)}], the cohort [{string.Join(' ', _cohort.Users)}]"
            );
        }
        return report;
    }

    private SortedSet<string> Members() =>
        _ledger.Load()?.ListId is { } list ? _destination.Lists.GetValueOrDefault(list, []) : [];

    private void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new GuaranteeBrokenException(_seed, otherwise);
        }
    }
}

/// <summary>What must hold did not.</summary>
internal sealed class GuaranteeBrokenException(int seed, string what) : Exception($"Seed {seed}: {what}.");

/// <summary>Tells nobody.</summary>
internal sealed class SilentProgress : IRunProgress
{
    public static readonly SilentProgress Instance = new();

    public void Reading(long members) { }

    public void Planned(OperationCounts planned, bool resumed) { }

    public void Delivering(long settled, long planned) { }

    public void Note(string sentence) { }
}
