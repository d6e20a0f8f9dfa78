namespace Rollcall.Testing.Time;

/// <summary>A clock that stands still until the simulation moves it to the next timer. Timers due together fire in the order in which they were set.</summary>
public sealed class SimulatedTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<(SimulatedTimer Timer, long Setting), (long Due, long Order)> _timers = new();
    private long _now;
    private long _order;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start.AddTicks(_now);

    /// <inheritdoc/>
    public override long GetTimestamp() => _now;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on to the next timer and fires it; false when none is set.</summary>
    public bool MoveOn()
    {
        while (_timers.TryDequeue(out var entry, out var when))
        {
            if (entry.Timer.IsSetAs(entry.Setting))
            {
                _now = Math.Max(_now, when.Due);
                entry.Timer.Fire();
                return true;
            }
        }
        return false;
    }

    /// <summary>Lets a span pass, firing what is due in it.</summary>
    public void Pass(TimeSpan span)
    {
        var end = _now + span.Ticks;
        while (_timers.TryPeek(out _, out var next) && next.Due <= end)
        {
            MoveOn();
        }
        _now = Math.Max(_now, end);
    }

    private void Set(SimulatedTimer timer, long setting, TimeSpan due) =>
        _timers.Enqueue((timer, setting), (_now + due.Ticks, _order++));

    private sealed class SimulatedTimer(SimulatedTime time, Action fire) : ITimer
    {
        private long _setting;
        private bool _isSet;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _setting++;
            _isSet = dueTime != Timeout.InfiniteTimeSpan;
            if (_isSet)
            {
                time.Set(this, _setting, dueTime);
            }
            return true;
        }

        public bool IsSetAs(long setting) => _isSet && _setting == setting;

        public void Fire()
        {
            _isSet = false;
            fire();
        }

        public void Dispose() => _isSet = false;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
