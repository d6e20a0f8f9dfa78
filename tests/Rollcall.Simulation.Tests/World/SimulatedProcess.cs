using Rollcall.Core.Storage;
using Rollcall.Testing.Time;

namespace Rollcall.Simulation.Tests.World;

/// <summary>A process that may die: from then on it reaches neither its ledger nor the network.</summary>
internal sealed class SimulatedProcess(SimulatedTime time)
{
    private readonly List<long> _commits = [];
    private readonly List<long> _appended = [];
    private long _steps;

    public bool IsDead { get; private set; }

    /// <summary>It died because the machine stopped.</summary>
    public bool LostPower { get; private set; }

    /// <summary>Since when it counts for nothing: it died, or another has taken over; null while it is the one.</summary>
    public DateTimeOffset? GoneSince { get; private set; }

    /// <summary>How often it wrote down after a step what outlived it.</summary>
    public int CommitsAfter(long step) => _commits.Concat(LostPower ? [] : _appended).Count(commit => commit > step);

    /// <summary>Counts what happens to it, in order.</summary>
    public long NextStep() => ++_steps;

    public void HasCommitted() => _commits.Add(NextStep());

    public void HasAppended() => _appended.Add(NextStep());

    /// <summary>The machine stops, and it with it.</summary>
    public void LosePower()
    {
        LostPower = !IsDead;
        Die();
    }

    public void Die()
    {
        IsDead = true;
        IsReplaced();
    }

    /// <summary>Another process has taken over.</summary>
    public void IsReplaced() => GoneSince ??= time.GetUtcNow();

    public void ThrowIfDead()
    {
        if (IsDead)
        {
            throw new ProcessDiedException();
        }
    }
}

/// <summary>The process was killed.</summary>
internal sealed class ProcessDiedException() : Exception("The simulated process was killed.");

/// <summary>A process's way to the network.</summary>
internal sealed class SimulatedNetwork(SimulatedProcess process, SimulatedDestination destination) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        process.ThrowIfDead();
        return destination.AnswerAsync(request, process, cancellation);
    }
}

/// <summary>A process's way to its ledger: it may be cut before or after a step is durable, and a step may be refused for a while.</summary>
internal sealed class CrashingLedger(ISyncLedger inner, SimulatedProcess process, Random random, double crashChance)
    : LedgerDecorator(inner)
{
    public override void Commit(long epoch, LedgerStep step)
    {
        Try(() => base.Commit(epoch, step));
        process.HasCommitted();
    }

    public override void Append(long epoch, LedgerStep step)
    {
        Try(() => base.Append(epoch, step));
        process.HasAppended();
    }

    public override Task FlushAsync()
    {
        process.ThrowIfDead();
        return random.NextDouble() < crashChance / 10
            ? Task.FromException(new LedgerBusyException("The disk fails.", null))
            : base.FlushAsync();
    }

    private void Try(Action write)
    {
        process.ThrowIfDead();
        var strikes = random.NextDouble();
        if (strikes < crashChance / 3)
        {
            process.Die();
            process.ThrowIfDead();
        }
        if (strikes < crashChance / 2)
        {
            throw new LedgerBusyException("The disk is full.", null);
        }
        write();
        if (strikes < crashChance)
        {
            process.Die();
            process.ThrowIfDead();
        }
    }
}
