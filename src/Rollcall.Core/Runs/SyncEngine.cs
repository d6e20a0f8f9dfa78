using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>Runs a sync once: reads the cohort, plans, guards, delivers, promotes. Resumes what a crash interrupted.</summary>
/// <param name="ledger">The sync's ledger; its owner holds the lock on the state directory.</param>
/// <param name="http">How requests leave; see <see cref="Delivery.EgressHandler"/>.</param>
/// <param name="time">The clock.</param>
/// <param name="random">For jitter and IDs; seeded where a run must be repeatable.</param>
public sealed class SyncEngine(ISyncLedger ledger, HttpMessageHandler http, TimeProvider time, Random random)
{
    /// <summary>Where large requests are rendered beside others; a simulation on one thread brings its own.</summary>
    public TaskScheduler Workers { get; init; } = TaskScheduler.Default;

    /// <summary>Runs once.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="progress">Is told how it goes.</param>
    /// <param name="stop">Ctrl-C: requests in flight finish, everything acknowledged is kept, the run ends canceled.</param>
    /// <param name="suspend">The process ends: requests in flight finish, and the run stays running, to go on when it is asked for again. Its report then says <see cref="RunStatus.Running"/>.</param>
    /// <exception cref="UsageException">It cannot be done as asked.</exception>
    /// <exception cref="Members.SourceException">The source is missing or cut short; nothing was sent.</exception>
    /// <exception cref="Snapshots.DamagedStateException">The state directory is damaged; nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">It was stopped, or suspended, before anything was planned; nothing was sent.</exception>
    public async Task<RunReport> RunAsync(
        SyncRequest request,
        IRunProgress progress,
        CancellationToken stop,
        CancellationToken suspend = default
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, suspend);
        if (request.DryRun)
        {
            return new DryRun(ledger, time, random, request, progress).Run(either.Token);
        }
        bool IsSuspended() => suspend.IsCancellationRequested && !stop.IsCancellationRequested;
        var run = new SyncRun(ledger, http, time, random, request, progress, IsSuspended, Workers);
        return await run.RunAsync(either.Token).ConfigureAwait(false);
    }
}
