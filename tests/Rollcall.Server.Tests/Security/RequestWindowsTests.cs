using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Rollcall.Server.Security;

namespace Rollcall.Server.Tests.Security;

public sealed class RequestWindowsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void In_no_minute_more_go_through_than_are_allowed_and_who_waits_as_told_goes_through() =>
        Gen.Int[0, 20_000]
            .Array[0, 400]
            .Sample(pauses =>
            {
                var time = new FakeTimeProvider(Start);
                var windows = new RequestWindows(100, time);
                var taken = new List<DateTimeOffset>();
                foreach (var pause in pauses)
                {
                    time.Advance(TimeSpan.FromMilliseconds(pause / 10));
                    var wait = windows.Take("ada");
                    if (wait > TimeSpan.Zero)
                    {
                        time.Advance(wait);
                        Assert.Equal(TimeSpan.Zero, windows.Take("ada"));
                    }
                    taken.Add(time.GetUtcNow());
                }
                // To the second: what is counted together goes together.
                for (var first = 0; first + 100 < taken.Count; first++)
                {
                    Assert.True(taken[first + 100] - taken[first] > TimeSpan.FromSeconds(59));
                }
            });

    [Fact]
    public void One_who_asked_too_often_keeps_nobody_else_waiting()
    {
        var windows = new RequestWindows(60, new FakeTimeProvider(Start));
        for (var asked = 0; asked < 60; asked++)
        {
            Assert.Equal(TimeSpan.Zero, windows.Take("ada"));
        }
        Assert.Equal(TimeSpan.FromSeconds(60), windows.Take("ada"));
        Assert.Equal(TimeSpan.Zero, windows.Take("bob"));
    }
}
