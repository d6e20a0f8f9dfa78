namespace Rollcall.Core.Runs;

/// <summary>Measures the phases of a run, on top of what the processes before this one took.</summary>
/// <param name="time">The clock.</param>
/// <param name="began">When this process began to read the cohort: a timestamp of the clock.</param>
/// <param name="before">What earlier processes took.</param>
internal sealed class RunClock(TimeProvider time, long began, RunSeconds before)
{
    private long _deliveryBegan = -1;

    public double Read { get; set; }

    public double Diff { get; set; }

    public void DeliveryBegins() => _deliveryBegan = time.GetTimestamp();

    /// <summary>The durations until now.</summary>
    public RunSeconds Seconds =>
        new(
            Round(before.Read + Read),
            Round(before.Diff + Diff),
            Round(before.Deliver + (_deliveryBegan < 0 ? 0 : time.GetElapsedTime(_deliveryBegan).TotalSeconds)),
            Round(before.Total + time.GetElapsedTime(began).TotalSeconds)
        );

    /// <summary>Measures one phase.</summary>
    public T Measure<T>(Func<T> phase, Action<double> keep)
    {
        var start = time.GetTimestamp();
        var result = phase();
        keep(time.GetElapsedTime(start).TotalSeconds);
        return result;
    }

    private static double Round(double seconds) => Math.Round(seconds, 3);
}
