namespace Rollcall.Cluster.Syncs;

/// <summary>The door to a sync's runs: one at a time. For speed and order only; that no two runs overlap is made sure by the database and the lock on the state directory.</summary>
internal sealed class SyncGrain(ISyncRuns runs) : Grain, ISyncGrain
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(2);

    // Between two awaits of one call another call may come in, and a run's end is no call at all: one at a time.
    private readonly SemaphoreSlim _door = new(1);
    private CancellationTokenSource? _cancel;
    private string? _running;
    private bool _isDryRun;
    private IGrainTimer? _timer;

    private string Id => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public Task<OrderedRun> Start(RunOrder order) => AloneAsync(() => StartAsync(order));

    /// <inheritdoc/>
    public Task Resume() =>
        AloneAsync(async () =>
        {
            await ResumeActiveAsync();
            await StartKeptAsync();
            return true;
        });

    /// <inheritdoc/>
    public async Task<bool> Cancel()
    {
        if (_cancel is not { } cancel)
        {
            return false;
        }
        await cancel.CancelAsync();
        return true;
    }

    private async Task<T> AloneAsync<T>(Func<Task<T>> step)
    {
        await _door.WaitAsync();
        try
        {
            return await step();
        }
        finally
        {
            _door.Release();
        }
    }

    private async Task<OrderedRun> StartAsync(RunOrder order)
    {
        if (_running is { } running)
        {
            return await GiveWayAsync(order, running);
        }
        if (await runs.BeginAsync(Id, order) is { } begun)
        {
            Launch(begun, order.DryRun);
            return new OrderedRun(begun, OrderResult.Started);
        }
        // Not ours: a crash left it, or another machine runs it.
        await ResumeActiveAsync();
        return await GiveWayAsync(order, _running);
    }

    private async Task ResumeActiveAsync()
    {
        if (_running is null && await runs.ActiveAsync(Id) is { } interrupted)
        {
            Launch(interrupted, isDryRun: false);
        }
    }

    private async Task StartKeptAsync()
    {
        if (_running is null && await runs.KeptAsync(Id) is { } kept)
        {
            await StartAsync(kept);
        }
    }

    private async Task<OrderedRun> GiveWayAsync(RunOrder order, string? running)
    {
        if (order is { GivesWay: true, DryRun: true })
        {
            return new OrderedRun(running, OrderResult.Skipped);
        }
        // A dry run sends nothing in the place of what is due.
        if (order.GivesWay && !_isDryRun)
        {
            await runs.SkipAsync(Id);
            return new OrderedRun(running, OrderResult.Skipped);
        }
        await runs.KeepAsync(Id, order);
        return new OrderedRun(running, OrderResult.Follows);
    }

    private void Launch(string runId, bool isDryRun)
    {
        (_running, _isDryRun) = (runId, isDryRun);
        _cancel = new CancellationTokenSource();
        _timer ??= this.RegisterGrainTimer(
            StayAsync,
            new GrainTimerCreationOptions(TimeSpan.Zero, KeepAlive / 2) { KeepAlive = true, Interleave = true }
        );
        _ = WatchAsync(runId, _cancel);
    }

    private Task StayAsync(CancellationToken cancellation)
    {
        DelayDeactivation(KeepAlive);
        return Task.CompletedTask;
    }

    // On the grain's own scheduler, one step at a time with its calls; only the run itself is elsewhere.
    private async Task WatchAsync(string runId, CancellationTokenSource cancel)
    {
        await Task.Run(() => runs.RunAsync(Id, runId, cancel.Token));
        await AloneAsync(async () =>
        {
            (_running, _cancel) = (null, null);
            cancel.Dispose();
            await StartKeptAsync();
            return true;
        });
        if (_running is null)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }
}
