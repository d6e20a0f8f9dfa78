using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery;

/// <summary>Says when the next request may leave: rate limits of account and endpoint, parallelism, and the pauses that 429 answers ask for. Reads no clock: the caller tells the time.</summary>
/// <remarks>Each call is safe from any thread; that nothing leaves between <see cref="WaitFor"/> and <see cref="Leaves"/> is the caller's business.</remarks>
public sealed class Pacer
{
    /// <summary>No pause is longer, whatever an answer asks for.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    // A place in parallelism is regained after this many successes for each place there is.
    private const int RoundsPerPlace = 4;

    private readonly Lock _lock = new();
    private readonly IAccountShare? _share;
    private readonly int _most;
    private readonly DepartureLog[] _general;
    private readonly Dictionary<string, DepartureLog[]> _byEndpoint = [];
    private readonly SteadyTime _time = new();
    private int _parallelism;
    private int _inFlight;
    private int _burst;
    private int _successes;
    private DateTimeOffset? _pausedUntil;

    /// <summary>A pacer for one account.</summary>
    /// <param name="settings">Parallelism and general limits.</param>
    /// <param name="share">What other runs leave of the account; null: there are none.</param>
    public Pacer(DeliverySettings settings, IAccountShare? share = null)
    {
        _share = share;
        _most = Math.Max(1, settings.Parallelism);
        _parallelism = _most;
        _general = Logs(settings.RateLimits);
    }

    /// <summary>Requests that may be in flight now: the definition's parallelism, halved by each 429 answer (once per burst in flight), regained slowly by successes.</summary>
    public int Parallelism =>
        Math.Min(Volatile.Read(ref _parallelism), _share is null ? int.MaxValue : Math.Max(1, _share.Parallelism));

    /// <summary>Until when nothing is sent to the account at all; may lie in the past.</summary>
    public DateTimeOffset? PausedUntil
    {
        get
        {
            lock (_lock)
            {
                return _pausedUntil;
            }
        }
    }

    /// <summary>How long a request of an endpoint has to wait; zero: it may leave now.</summary>
    /// <remarks>After that time at most the limits' numbers of requests have left in any span of the limits' lengths.</remarks>
    public TimeSpan WaitFor(Endpoint endpoint, DateTimeOffset now)
    {
        lock (_lock)
        {
            var steady = _time.At(now);
            var wait = _pausedUntil is { } until && until > now ? until - now : TimeSpan.Zero;
            wait = Longer(wait, _share?.WaitFor(now) ?? TimeSpan.Zero);
            foreach (var log in _general)
            {
                wait = Longer(wait, log.WaitAt(steady));
            }
            foreach (var log in LogsOf(endpoint))
            {
                wait = Longer(wait, log.WaitAt(steady));
            }
            return wait;
        }
    }

    /// <summary>A request leaves.</summary>
    public void Leaves(Endpoint endpoint, DateTimeOffset now)
    {
        lock (_lock)
        {
            var steady = _time.At(now);
            _inFlight++;
            _share?.Leaves(now);
            foreach (var log in _general)
            {
                log.Add(steady);
            }
            foreach (var log in LogsOf(endpoint))
            {
                log.Add(steady);
            }
        }
    }

    /// <summary>An answer, or none, came of a request that left: learns from 429 (and from 503 with Retry-After) and from success.</summary>
    public void Learn(Answer answer, DateTimeOffset now)
    {
        lock (_lock)
        {
            _share?.Learn(answer, now);
            _inFlight = Math.Max(0, _inFlight - 1);
            var inBurst = _burst > 0;
            _burst = Math.Max(0, _burst - 1);
            if (answer.Status is 429 or 503 && answer.RetryAfter is { } wait && wait > TimeSpan.Zero)
            {
                Pause(now + (wait < LongestPause ? wait : LongestPause));
            }
            if (answer.Status == 429)
            {
                SlowDown(inBurst);
            }
            else if (answer is { Kind: AnswerKind.Response, Status: >= 200 and < 300 })
            {
                SpeedUp();
            }
        }
    }

    /// <summary>Nothing is sent before a time: what was kept from an earlier run or process. An earlier time than the one that holds changes nothing.</summary>
    public void PauseUntil(DateTimeOffset time)
    {
        lock (_lock)
        {
            Pause(time);
        }
    }

    private void Pause(DateTimeOffset until) => _pausedUntil = _pausedUntil is { } held && held > until ? held : until;

    // The requests that were in flight at a 429 tell nothing new when they come back with one too.
    private void SlowDown(bool inBurst)
    {
        _successes = 0;
        if (inBurst)
        {
            return;
        }
        _burst = Math.Min(_inFlight, _parallelism - 1);
        Volatile.Write(ref _parallelism, Math.Max(1, _parallelism / 2));
    }

    private void SpeedUp()
    {
        if (_parallelism < _most && ++_successes >= _parallelism * RoundsPerPlace)
        {
            _successes = 0;
            Volatile.Write(ref _parallelism, _parallelism + 1);
        }
    }

    private DepartureLog[] LogsOf(Endpoint endpoint)
    {
        if (!_byEndpoint.TryGetValue(endpoint.Name, out var logs))
        {
            _byEndpoint[endpoint.Name] = logs = Logs(endpoint.RateLimits);
        }
        return logs;
    }

    private static DepartureLog[] Logs(IReadOnlyList<RateLimit> limits) =>
        [.. limits.Select(limit => new DepartureLog(limit))];

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
