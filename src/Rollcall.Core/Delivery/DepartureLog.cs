using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery;

/// <summary>When the last requests under one rate limit left: exact, where a token bucket would let twice the number through at the edge of two spans.</summary>
internal sealed class DepartureLog(RateLimit limit)
{
    private readonly int _requests = Math.Max(1, limit.Requests);
    private readonly Queue<long> _departures = new();

    /// <summary>How long the next request has to wait.</summary>
    /// <param name="now">Ticks that never run backwards.</param>
    public TimeSpan WaitAt(long now)
    {
        Forget(now);
        return _departures.Count < _requests
            ? TimeSpan.Zero
            : TimeSpan.FromTicks(_departures.Peek() + limit.Per.Ticks - now);
    }

    public void Add(long now)
    {
        Forget(now);
        _departures.Enqueue(now);
        // A caller that did not wait is not punished twice: only the last departures count.
        while (_departures.Count > _requests)
        {
            _departures.Dequeue();
        }
    }

    private void Forget(long now)
    {
        while (_departures.TryPeek(out var first) && now - first >= limit.Per.Ticks)
        {
            _departures.Dequeue();
        }
    }
}

/// <summary>Ticks that go with a clock but never backwards when it is set back, so that a wait is never longer than a limit's span.</summary>
internal sealed class SteadyTime
{
    private long _ahead;
    private long _last = long.MinValue;

    public long At(DateTimeOffset now)
    {
        var ticks = now.UtcTicks + _ahead;
        if (ticks < _last)
        {
            _ahead += _last - ticks;
            ticks = _last;
        }
        _last = ticks;
        return ticks;
    }
}
