using Rollcall.Core.Runs;

namespace Rollcall.Server.Syncs;

/// <summary>Passes a run's progress on to the feed, a few times a second at most.</summary>
internal sealed class LiveProgress(RunFeed feed, LiveRun start, TimeProvider time) : IRunProgress
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);
    private const int KeptNotes = 5;

    private LiveRun _run = start;
    private long _told;

    /// <summary>The latest state.</summary>
    public LiveRun Run => _run;

    /// <summary>Is called when the plan is durable, or an interrupted run goes on.</summary>
    public event Action? IsPlanned;

    /// <inheritdoc/>
    public void Reading(long members)
    {
        _run = _run with { Phase = RunPhase.Reading, Read = members };
        Tell(always: false);
    }

    /// <inheritdoc/>
    public void Planned(OperationCounts planned, bool resumed)
    {
        _run = _run with
        {
            Phase = RunPhase.Delivering,
            Planned = planned,
            Resumed = resumed,
            DeliveringSince = time.GetUtcNow(),
            Total = planned.Add + planned.Remove + planned.Change,
        };
        IsPlanned?.Invoke();
        Tell(always: true);
    }

    /// <inheritdoc/>
    public void Delivering(long settled, long total)
    {
        _run = _run with { Phase = RunPhase.Delivering, Settled = settled, Total = total };
        Tell(always: false);
    }

    /// <inheritdoc/>
    public void Note(string sentence)
    {
        _run = _run with { Notes = [.. _run.Notes.Append(sentence).TakeLast(KeptNotes)] };
        Tell(always: true);
    }

    /// <summary>The run has ended, or stays for the next process.</summary>
    public void End() => feed.Tell(_run with { Phase = RunPhase.Ended });

    private void Tell(bool always)
    {
        if (always || _told == 0 || time.GetElapsedTime(_told) >= Often)
        {
            _told = time.GetTimestamp();
            feed.Tell(_run);
        }
    }
}
