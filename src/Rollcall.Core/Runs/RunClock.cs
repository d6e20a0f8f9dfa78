namespace Rollcall.Core.Runs;

/// <summary>Measures the phases of a run, on top of what the processes before this one took.</summary>
/// <param name="time">The clock.</param>
/// <param name="began">When this process began to read the cohort: a timestamp of the clock.</param>
/// <param name="before">What earlier processes took.</param>
internal sealed class RunClock(TimeProvider time, long began, RunSeconds before)
{
    private readonly Stopwatches _deliver = new(time);
    private readonly Stopwatches _parts = new(time);

    public double Read { get; set; }

    public double Diff { get; set; }

    /// <summary>The plan stands; what comes from here on is delivery, to the end of the run.</summary>
    public void DeliveryBegins() => _deliver.Start(Phase.Deliver);

    /// <summary>The list is created, where there is none.</summary>
    public void CreationBegins() => _parts.Start(Phase.Create);

    /// <summary>The first batch is about to be sent.</summary>
    public void SendingBegins() => _parts.Start(Phase.Send);

    /// <summary>The last answer is durable; what comes now is the next membership.</summary>
    public void SendingEnds() => _parts.Start(Phase.Promote);

    /// <summary>The durations until now.</summary>
    public RunSeconds Seconds =>
        new(
            Round(before.Read + Read),
            Round(before.Diff + Diff),
            Round(before.Deliver + _deliver.Of(Phase.Deliver)),
            Round(before.Total + time.GetElapsedTime(began).TotalSeconds)
        )
        {
            Create = Round(before.Create + _parts.Of(Phase.Create)),
            Send = Round(before.Send + _parts.Of(Phase.Send)),
            Promote = Round(before.Promote + _parts.Of(Phase.Promote)),
        };

    /// <summary>Measures one phase.</summary>
    public T Measure<T>(Func<T> phase, Action<double> keep)
    {
        var start = time.GetTimestamp();
        var result = phase();
        keep(time.GetElapsedTime(start).TotalSeconds);
        return result;
    }

    private static double Round(double seconds) => Math.Round(seconds, 3);

    private enum Phase
    {
        Deliver,
        Create,
        Send,
        Promote,
    }

    /// <summary>One of them goes at a time; a list that is created anew starts some of them twice.</summary>
    private sealed class Stopwatches(TimeProvider time)
    {
        private readonly Dictionary<Phase, double> _seconds = [];
        private Phase _now;
        private long? _since;

        public void Start(Phase phase)
        {
            var seconds = Of(_now);
            if (_since is not null)
            {
                _seconds[_now] = seconds;
            }
            (_now, _since) = (phase, time.GetTimestamp());
        }

        public double Of(Phase phase) =>
            _seconds.GetValueOrDefault(phase)
            + (_since is { } since && phase == _now ? time.GetElapsedTime(since).TotalSeconds : 0);
    }
}
