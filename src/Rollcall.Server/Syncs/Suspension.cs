namespace Rollcall.Server.Syncs;

/// <summary>When the process is to end, runs stop at a batch's edge and stay running, to go on in the next process. Waits for them, but not for ever.</summary>
public sealed class Suspension : IHostedService, IDisposable
{
    // Of the thirty seconds that stopping may take in all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(22);

    private readonly CancellationTokenSource _suspend = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];
    private readonly TimeProvider _time;
    private readonly CancellationTokenRegistration _stopping;

    /// <summary>Follows the process.</summary>
    public Suspension(IHostApplicationLifetime lifetime, TimeProvider time)
    {
        _time = time;
        _stopping = lifetime.ApplicationStopping.Register(_suspend.Cancel);
    }

    /// <summary>Canceled when the process is to end.</summary>
    public CancellationToken Token => _suspend.Token;

    /// <summary>Starts a run that the process's end waits for; none when it is to end already: the run stays for the next one.</summary>
    public async Task WatchAsync(Func<Task> start)
    {
        Task run;
        lock (_lock)
        {
            if (_suspend.IsCancellationRequested)
            {
                return;
            }
            run = Task.Run(start);
            _running.Add(run);
        }
        try
        {
            await run.ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _running.Remove(run);
            }
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _suspend.CancelAsync().ConfigureAwait(false);
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }
        // What does not end in time is as after a crash: its intents are durable, and it goes on from there.
        await Task.WhenAny(Task.WhenAll(running), Task.Delay(Patience, _time, cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _suspend.Dispose();
    }
}
