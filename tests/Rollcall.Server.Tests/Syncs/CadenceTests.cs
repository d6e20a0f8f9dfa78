using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>When syncs are due.</summary>
public sealed class CadenceTests
{
    private static readonly DateTimeOffset Made = new(2026, 3, 1, 10, 17, 23, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-01T10:17:23Z", "2026-03-01T11:17:23Z")]
    [InlineData("2026-03-01T11:17:22Z", "2026-03-01T11:17:23Z")]
    [InlineData("2026-03-01T11:17:23Z", "2026-03-01T12:17:23Z")]
    [InlineData("2026-03-04T00:00:00Z", "2026-03-04T00:17:23Z")]
    public void Hourly_keeps_the_minute_at_which_the_sync_was_made(string after, string due) =>
        Assert.Equal(At(due), Next(new Cadence { Kind = CadenceKind.Hourly }, At(after)));

    [Theory]
    // Berlin: +1 in winter, +2 from 29 March 2026, when 02:30 does not exist; 02:30 comes twice on 25 October.
    [InlineData("09:00", "2026-03-01T10:00:00Z", "2026-03-02T08:00:07Z")]
    [InlineData("09:00", "2026-03-28T10:00:00Z", "2026-03-29T07:00:07Z")]
    [InlineData("02:30", "2026-03-28T10:00:00Z", "2026-03-29T01:00:07Z")]
    [InlineData("02:30", "2026-10-24T10:00:00Z", "2026-10-25T00:30:07Z")]
    [InlineData("02:30", "2026-10-25T00:30:07Z", "2026-10-26T01:30:07Z")]
    public void Daily_follows_the_project_s_clock_over_its_changes(string time, string after, string due)
    {
        var daily = new Cadence { Kind = CadenceKind.Daily, At = TimeOnly.Parse(time) };
        Assert.Equal(At(due), Next(daily, At(after)));
    }

    [Fact]
    public void Each_next_time_is_later_and_no_due_time_is_lost()
    {
        foreach (var cadence in All)
        {
            var due = Made;
            for (var step = 0; step < 50; step++)
            {
                var next = Next(cadence, due)!.Value;
                Assert.True(next > due);
                Assert.Equal(next, Next(cadence, next.AddTicks(-1)));
                due = next;
            }
            Assert.Equal(
                50,
                Cadences.CountDue(cadence, "Europe/Berlin", Made, Seconds, Next(cadence, Made)!.Value, due)
            );
        }
    }

    [Fact]
    public void One_time_is_due_once()
    {
        Assert.Null(Next(new Cadence { Kind = CadenceKind.OneTime }, Made));
        Assert.Null(Cadences.Shortest(new Cadence { Kind = CadenceKind.OneTime }, "UTC", Made));
    }

    [Fact]
    public void The_shortest_gap_of_an_uneven_expression_is_found()
    {
        var cron = new Cadence { Kind = CadenceKind.Cron, Cron = "0,5 6 * * *" };
        Assert.Equal(TimeSpan.FromMinutes(5), Cadences.Shortest(cron, "Europe/Berlin", Made));
    }

    [Theory]
    [InlineData("every day")]
    [InlineData("61 * * * *")]
    [InlineData("* * * *")]
    [InlineData("")]
    public void What_is_no_cron_expression_is_told(string cron) =>
        Assert.NotNull(Cadences.WhyNot(new Cadence { Kind = CadenceKind.Cron, Cron = cron }));

    private static Cadence[] All =>
        [
            new() { Kind = CadenceKind.Hourly },
            new() { Kind = CadenceKind.RealTime },
            new() { Kind = CadenceKind.Daily, At = new TimeOnly(2, 30) },
            new() { Kind = CadenceKind.Cron, Cron = "*/20 9-17 * * MON-FRI" },
        ];

    private static TimeSpan Seconds => TimeSpan.FromSeconds(7);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);

    private static DateTimeOffset? Next(Cadence cadence, DateTimeOffset after) =>
        Cadences.Next(cadence, "Europe/Berlin", Made, Seconds, after);
}
