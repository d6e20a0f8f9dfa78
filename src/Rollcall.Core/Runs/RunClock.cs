namespace Rollcall.Core.Runs;

/// <summary>Measures the phases of a run, on top of what the processes before this one took.</summary>
internal sealed class RunClock(TimeProvider time, RunSeconds before)
{
    private readonly long _began = time.GetTimestamp();
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
            Round(before.Total + time.GetElapsedTime(_began).TotalSeconds)
        );

    /// <summary>Measures one phase.</summary>
    public T Measure<T>(Func<T> phase, Action<double> keep)
    {
        var began = time.GetTimestamp();
        var result = phase();
        keep(time.GetElapsedTime(began).TotalSeconds);
        return result;
    }

    private static double Round(double seconds) => Math.Round(seconds, 3);
}
