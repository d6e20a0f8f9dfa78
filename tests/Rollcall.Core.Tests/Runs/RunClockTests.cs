using Rollcall.Core.Runs;
using Rollcall.Testing.Time;

namespace Rollcall.Core.Tests.Runs;

/// <summary>How long a run took.</summary>
public sealed class RunClockTests
{
    [Fact]
    public void The_total_covers_reading_and_what_earlier_processes_took()
    {
        var time = new SimulatedTime();
        var began = time.GetTimestamp();
        time.Pass(TimeSpan.FromSeconds(3));
        var clock = new RunClock(time, began, new RunSeconds(1, 2, 3, 10)) { Read = 3 };
        time.Pass(TimeSpan.FromSeconds(1));
        clock.DeliveryBegins();
        time.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(new RunSeconds(4, 2, 7, 18), clock.Seconds);
    }
}
