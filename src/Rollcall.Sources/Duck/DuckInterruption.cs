namespace Rollcall.Sources.Duck;

/// <summary>
/// Stops a session's statements when a token is cancelled. DuckDB forgets an interruption that comes between two
/// statements, so it is repeated until the reading is over.
/// </summary>
internal sealed class DuckInterruption : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly DuckSession _session;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _timer;
    private bool _over;

    /// <summary>Watches a token.</summary>
    public DuckInterruption(DuckSession session, CancellationToken cancellation)
    {
        _session = session;
        _registration = cancellation.Register(Start);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        lock (_lock)
        {
            _over = true;
            _timer?.Dispose();
        }
    }

    private void Start()
    {
        lock (_lock)
        {
            _timer = new Timer(_ => Interrupt(), null, TimeSpan.Zero, Again);
        }
    }

    private void Interrupt()
    {
        lock (_lock)
        {
            if (!_over)
            {
                _session.Interrupt();
            }
        }
    }
}
