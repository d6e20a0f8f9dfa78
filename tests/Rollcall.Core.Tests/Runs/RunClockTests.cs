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

    [Fact]
    public void The_parts_of_a_delivery_follow_each_other_and_count_twice_when_a_list_is_created_anew()
    {
        var time = new SimulatedTime();
        var before = new RunSeconds(Deliver: 6)
        {
            Create = 1,
            Send = 2,
            Promote = 3,
        };
        var clock = new RunClock(time, time.GetTimestamp(), before);
        clock.DeliveryBegins();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            clock.CreationBegins();
            time.Pass(TimeSpan.FromSeconds(10));
            clock.SendingBegins();
            time.Pass(TimeSpan.FromSeconds(20));
            clock.SendingEnds();
            time.Pass(TimeSpan.FromSeconds(30));
        }
        Assert.Equal(
            new RunSeconds(Deliver: 126, Total: 120)
            {
                Create = 21,
                Send = 42,
                Promote = 63,
            },
            clock.Seconds
        );
    }
}
