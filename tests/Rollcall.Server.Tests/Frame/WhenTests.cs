using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Tests.Frame;

public sealed class WhenTests
{
    private static readonly DateTimeOffset At = new(2026, 7, 1, 22, 30, 5, TimeSpan.Zero);

    [Fact]
    public void A_time_is_told_in_its_zone() =>
        Assert.Equal("2 Jul 2026 00:30:05 Europe/Berlin", When.Exact(At, "Europe/Berlin"));

    [Fact]
    public void In_a_zone_that_the_machine_does_not_know_it_is_told_in_UTC_and_says_so() =>
        Assert.Equal("1 Jul 2026 22:30:05 UTC", When.Exact(At, "Mars/Olympus"));
}
