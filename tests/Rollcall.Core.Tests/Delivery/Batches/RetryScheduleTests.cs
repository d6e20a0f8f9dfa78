using Rollcall.Core.Delivery.Batches;
using Rollcall.Core.Diffing;

namespace Rollcall.Core.Tests.Delivery.Batches;

public sealed class RetryScheduleTests
{
    private static readonly RetrySchedule Schedule = new(TimeSpan.FromSeconds(1), new Random(1));

    [Fact]
    public void Delays_double_from_a_second_to_128_with_jitter_on_top()
    {
        for (var tries = 1; tries <= 8; tries++)
        {
            var nominal = Math.Pow(2, tries - 1);
            Assert.InRange(Schedule.Delay(tries, null).TotalSeconds, nominal, nominal * 1.25);
        }
    }

    [Fact]
    public void A_longer_retry_after_is_obeyed_and_a_shorter_one_changes_nothing()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), Schedule.Delay(1, TimeSpan.FromMinutes(5)));
        Assert.InRange(Schedule.Delay(8, TimeSpan.FromSeconds(3)).TotalSeconds, 128, 160);
    }

    [Fact]
    public void A_piece_has_eight_tries_and_part_of_one_that_used_them_up_has_one()
    {
        Assert.True(RetrySchedule.HasTry(new Piece(Lane.Adds, 0, 1) { Tries = 7 }));
        Assert.False(RetrySchedule.HasTry(new Piece(Lane.Adds, 0, 1) { Tries = 8 }));
        Assert.True(RetrySchedule.HasTry(new Piece(Lane.Adds, 0, 1) { OneRetry = true }));
        Assert.False(RetrySchedule.HasTry(new Piece(Lane.Adds, 0, 1) { OneRetry = true, Tries = 1 }));
    }
}
