using Rollcall.Core.Runs;

namespace Rollcall.Core.Tests.Runs;

public sealed class GuardTests
{
    private static readonly GuardInput Calm = new()
    {
        Removals = 0,
        MembersNow = 1000,
        ItemsNow = 1000,
        ItemsBefore = 1000,
        InvalidShareNow = 0,
        InvalidShareBefore = 0,
    };

    [Theory]
    [InlineData(500, 1000, true)] // over 20 % and over 100
    [InlineData(201, 1000, true)]
    [InlineData(200, 1000, false)] // 20 % is not over 20 %
    [InlineData(100, 300, false)] // a third, but not over 100 items
    [InlineData(101, 300, true)]
    [InlineData(11, 20, true)] // over 50 % and over 10
    [InlineData(10, 19, false)] // over 50 %, but not over 10 items
    [InlineData(10, 10, false)]
    public void Many_removals_are_held(long removals, long members, bool isHeld) =>
        Assert.Equal(isHeld, Guard.Check(Calm with { Removals = removals, MembersNow = members }).Count > 0);

    [Fact]
    public void The_larger_of_the_membership_now_and_a_day_ago_counts() =>
        Assert.Empty(Guard.Check(Calm with { Removals = 150, MembersNow = 400, MembersADayAgo = 1000 }));

    [Fact]
    public void Nobody_left_after_somebody_is_held_however_few_they_were() =>
        Assert.NotEmpty(Guard.Check(Calm with { Removals = 3, MembersNow = 3, ItemsBefore = 3, ItemsNow = 0 }));

    [Fact]
    public void An_empty_cohort_at_first_is_not_held() =>
        Assert.Empty(
            Guard.Check(Calm with { MembersNow = 0, ItemsBefore = null, ItemsNow = 0, InvalidShareBefore = null })
        );

    [Theory]
    [InlineData(0.05, 0.151, true)]
    [InlineData(0.05, 0.149, false)]
    [InlineData(0.30, 0.05, false)]
    public void A_risen_share_of_invalid_rows_is_held(double before, double now, bool isHeld) =>
        Assert.Equal(isHeld, Guard.Check(Calm with { InvalidShareBefore = before, InvalidShareNow = now }).Count > 0);

    [Theory]
    [InlineData(3_000, 15_001, true)]
    [InlineData(3_000, 15_000, false)] // fivefold is not over fivefold
    [InlineData(1_000, 10_500, false)] // tenfold, but not by over 10,000
    [InlineData(0, 50_000, false)] // fivefold of nothing is no measure
    public void Sudden_growth_is_held(long before, long now, bool isHeld) =>
        Assert.Equal(isHeld, Guard.Check(Calm with { ItemsBefore = before, ItemsNow = now }).Count > 0);

    [Fact]
    public void A_limit_takes_the_place_of_the_guards()
    {
        Assert.Empty(Guard.Check(Calm with { Removals = 900, MaxRemovals = new RemovalLimit(0.95, null) }));
        Assert.NotEmpty(Guard.Check(Calm with { Removals = 6, MaxRemovals = new RemovalLimit(null, 5) }));
        Assert.NotEmpty(Guard.Check(Calm with { Removals = 11, MaxRemovals = new RemovalLimit(0.01, null) }));
    }

    [Theory]
    [InlineData(0.05, 101, 1000, true)] // over 5 % and over 100
    [InlineData(0.05, 51, 1000, false)] // not over 100
    [InlineData(0.05, 11, 20, true)] // over half of a small list
    [InlineData(0.60, 550, 1000, false)]
    [InlineData(0.60, 601, 1000, true)]
    [InlineData(0.60, 11, 20, false)] // not over 60 %
    public void Another_usual_share_takes_the_place_of_a_fifth(
        double share,
        long removals,
        long members,
        bool isHeld
    ) =>
        Assert.Equal(
            isHeld,
            Guard.Check(Calm with { UsualShare = share, Removals = removals, MembersNow = members }).Count > 0
        );

    [Fact]
    public void The_reason_tells_the_numbers() =>
        Assert.Contains(
            "49,200 of 50,200",
            Guard.Check(Calm with { Removals = 49_200, MembersNow = 50_200 })[0].Sentence
        );
}
