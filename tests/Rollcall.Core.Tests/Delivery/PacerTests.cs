using CsCheck;
using Rollcall.Core.Delivery;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Delivery;

public sealed class PacerTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Endpoint Add = Judging.Endpoint();

    private static Pacer PacerOf(int parallelism = 4, params RateLimit[] limits) =>
        new(new DeliverySettings { Parallelism = parallelism, RateLimits = limits });

    private static Answer Throttled(TimeSpan? retryAfter = null) =>
        Judging.Answer(429) with
        {
            RetryAfter = retryAfter,
        };

    [Fact]
    public void Without_limits_nothing_waits()
    {
        var pacer = PacerOf();
        for (var times = 0; times < 1000; times++)
        {
            Assert.Equal(TimeSpan.Zero, pacer.WaitFor(Add, Start));
            pacer.Leaves(Add, Start);
        }
    }

    [Fact]
    public void No_span_of_a_limits_length_sees_more_requests_than_it_allows() =>
        Gen.Select(Gen.Int[1, 5].Select(Gen.Int[1, 50]).Array[1, 3], Gen.Int[0, 30].Array[20, 60])
            .Sample(
                (limits, gaps) =>
                {
                    var rates = limits
                        .Select(limit => new RateLimit(limit.Item1, TimeSpan.FromMilliseconds(limit.Item2)))
                        .ToArray();
                    var pacer = PacerOf(4, rates);
                    var now = Start;
                    var left = new List<DateTimeOffset>();
                    foreach (var gap in gaps)
                    {
                        now += TimeSpan.FromMilliseconds(gap);
                        var wait = pacer.WaitFor(Add, now);
                        Assert.True(wait <= rates.Max(rate => rate.Per));
                        if (wait > TimeSpan.Zero)
                        {
                            Assert.True(Breaks(left, now + wait - TimeSpan.FromTicks(1), rates));
                        }
                        now += wait;
                        Assert.Equal(TimeSpan.Zero, pacer.WaitFor(Add, now));
                        pacer.Leaves(Add, now);
                        Assert.False(Breaks(left, now, rates));
                        left.Add(now);
                    }
                }
            );

    private static bool Breaks(List<DateTimeOffset> left, DateTimeOffset next, RateLimit[] rates) =>
        rates.Any(rate => left.Count(time => next - time < rate.Per) >= rate.Requests);

    [Fact]
    public void Limits_of_an_endpoint_hold_beside_the_general_ones()
    {
        var create = Add with { Name = "createList", RateLimits = [new RateLimit(1, TimeSpan.FromMinutes(1))] };
        var pacer = PacerOf(4, new RateLimit(2, TimeSpan.FromSeconds(1)));
        pacer.Leaves(create, Start);
        Assert.Equal(TimeSpan.FromMinutes(1), pacer.WaitFor(create, Start));
        Assert.Equal(TimeSpan.Zero, pacer.WaitFor(Add, Start));
        pacer.Leaves(Add, Start);
        Assert.Equal(TimeSpan.FromSeconds(1), pacer.WaitFor(Add, Start));
        Assert.Equal(TimeSpan.Zero, pacer.WaitFor(Add, Start.AddSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(59), pacer.WaitFor(create, Start.AddSeconds(1)));
    }

    [Fact]
    public void Clock_that_is_set_back_does_not_stop_delivery()
    {
        var pacer = PacerOf(4, new RateLimit(1, TimeSpan.FromSeconds(10)));
        pacer.Leaves(Add, Start);
        var back = Start.AddHours(-1);
        Assert.Equal(TimeSpan.FromSeconds(10), pacer.WaitFor(Add, back));
        Assert.Equal(TimeSpan.FromSeconds(4), pacer.WaitFor(Add, back.AddSeconds(6)));
        Assert.Equal(TimeSpan.Zero, pacer.WaitFor(Add, back.AddSeconds(10)));
    }

    [Fact]
    public void Retry_after_pauses_the_whole_account_and_a_day_at_most()
    {
        var pacer = PacerOf();
        Assert.Null(pacer.PausedUntil);
        pacer.Learn(Throttled(TimeSpan.FromSeconds(90)), Start);
        Assert.Equal(Start.AddSeconds(90), pacer.PausedUntil);
        Assert.Equal(TimeSpan.FromSeconds(90), pacer.WaitFor(Add, Start));
        Assert.Equal(TimeSpan.Zero, pacer.WaitFor(Add, Start.AddSeconds(90)));
        pacer.Learn(Throttled(TimeSpan.FromSeconds(1)), Start);
        Assert.Equal(Start.AddSeconds(90), pacer.PausedUntil);
        pacer.Learn(Throttled(TimeSpan.FromDays(30)), Start);
        Assert.Equal(Start.AddDays(1), pacer.PausedUntil);
    }

    [Fact]
    public void Unavailable_pauses_only_when_it_says_how_long()
    {
        var pacer = PacerOf();
        pacer.Learn(Judging.Answer(503), Start);
        Assert.Null(pacer.PausedUntil);
        pacer.Learn(Judging.Answer(503) with { RetryAfter = TimeSpan.FromSeconds(5) }, Start);
        Assert.Equal(Start.AddSeconds(5), pacer.PausedUntil);
        pacer.Learn(Judging.Answer(500) with { RetryAfter = TimeSpan.FromMinutes(5) }, Start);
        Assert.Equal(Start.AddSeconds(5), pacer.PausedUntil);
        Assert.Equal(4, pacer.Parallelism);
    }

    [Fact]
    public void Pause_kept_from_an_earlier_process_holds()
    {
        var pacer = PacerOf();
        pacer.PauseUntil(Start.AddMinutes(5));
        pacer.PauseUntil(Start.AddMinutes(1));
        Assert.Equal(TimeSpan.FromMinutes(5), pacer.WaitFor(Add, Start));
    }

    [Fact]
    public void Burst_of_429_halves_parallelism_once()
    {
        var pacer = PacerOf(16);
        for (var sent = 0; sent < 16; sent++)
        {
            pacer.Leaves(Add, Start);
        }
        for (var answered = 0; answered < 16; answered++)
        {
            pacer.Learn(Throttled(), Start);
            Assert.Equal(8, pacer.Parallelism);
        }
        pacer.Leaves(Add, Start);
        pacer.Learn(Throttled(), Start);
        Assert.Equal(4, pacer.Parallelism);
    }

    [Fact]
    public void Parallelism_never_falls_under_one()
    {
        var pacer = PacerOf(3);
        for (var times = 0; times < 20; times++)
        {
            pacer.Leaves(Add, Start);
            pacer.Learn(Throttled(), Start);
        }
        Assert.Equal(1, pacer.Parallelism);
        Assert.Equal(1, PacerOf(0).Parallelism);
    }

    [Fact]
    public void Parallelism_is_regained_place_by_place_and_not_beyond_the_definition()
    {
        var pacer = PacerOf(4);
        pacer.Leaves(Add, Start);
        pacer.Learn(Throttled(), Start);
        var seen = new List<int>();
        for (var successes = 0; successes < 100; successes++)
        {
            pacer.Leaves(Add, Start);
            pacer.Learn(Judging.Answer(200), Start);
            seen.Add(pacer.Parallelism);
        }
        Assert.Equal([2, 3, 4], seen.Distinct());
        Assert.Equal((7, 12), (seen.Count(places => places == 2), seen.Count(places => places == 3)));
    }

    [Fact]
    public void Failures_regain_nothing()
    {
        var pacer = PacerOf(4);
        pacer.Learn(Throttled(), Start);
        for (var times = 0; times < 100; times++)
        {
            pacer.Learn(Judging.Answer(500), Start);
            pacer.Learn(Judging.NoAnswer(AnswerKind.TimedOut, sent: true), Start);
        }
        Assert.Equal(2, pacer.Parallelism);
    }
}
