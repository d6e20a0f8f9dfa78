using System.Collections.Concurrent;

namespace Rollcall.Core.Delivery.Wire;

/// <summary>Deadlines of requests, used again where they did not strike: making one costs a timer and two registrations.</summary>
internal sealed class Deadlines(TimeProvider time)
{
    private readonly ConcurrentBag<Deadline> _free = [];

    /// <summary>A deadline that strikes after a time, or when something is abandoned.</summary>
    public Deadline Begin(TimeSpan timeout, CancellationToken abandoned)
    {
        var deadline = _free.TryTake(out var used) ? used : new Deadline(time);
        deadline.Start(timeout, abandoned);
        return deadline;
    }

    /// <summary>The request has come to its end.</summary>
    public void End(Deadline deadline)
    {
        if (deadline.Stop())
        {
            _free.Add(deadline);
        }
        else
        {
            deadline.Dispose();
        }
    }
}

/// <summary>One deadline.</summary>
internal sealed class Deadline(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _source = new(Timeout.InfiniteTimeSpan, time);
    private CancellationTokenRegistration _abandoned;

    public CancellationToken Token => _source.Token;

    /// <summary>Whether it has struck.</summary>
    public bool IsOver => _source.IsCancellationRequested;

    public void Start(TimeSpan timeout, CancellationToken abandoned)
    {
        _abandoned = abandoned.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        _source.CancelAfter(timeout);
    }

    /// <summary>Stops it.</summary>
    /// <returns>Whether it can be started again.</returns>
    public bool Stop()
    {
        _abandoned.Dispose();
        return _source.TryReset();
    }

    public void Dispose() => _source.Dispose();
}
