using Microsoft.Extensions.Time.Testing;
using Rollcall.Server.SignIn;

namespace Rollcall.Server.Tests.SignIn;

public sealed class SignInThrottleTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests() => _throttle = new SignInThrottle(_time);

    [Fact]
    public void The_first_mistakes_cost_nothing_and_then_each_costs_twice_as_much()
    {
        Fail(4);
        Assert.Equal(TimeSpan.Zero, Wait());
        Fail(1);
        Assert.Equal(TimeSpan.FromSeconds(1), Wait());
        Fail(1);
        Assert.Equal(TimeSpan.FromSeconds(2), Wait());
        Fail(30);
        Assert.Equal(TimeSpan.FromMinutes(15), Wait());
    }

    [Fact]
    public void The_same_account_from_another_address_is_not_delayed()
    {
        Fail(20);
        Assert.Equal(TimeSpan.Zero, _throttle.Wait("ada@example.com", "192.0.2.2"));
    }

    [Fact]
    public void Waiting_helps_and_success_forgets()
    {
        Fail(6);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.Zero, Wait());
        _throttle.Succeeded(" ADA@example.com ", "192.0.2.1");
        Fail(4);
        Assert.Equal(TimeSpan.Zero, Wait());
    }

    [Fact]
    public void Trying_many_accounts_from_one_address_is_slowed_down_too()
    {
        for (var i = 0; i < 60; i++)
        {
            _throttle.Failed($"person{i}@example.com", "192.0.2.1");
        }
        Assert.True(_throttle.Wait("another@example.com", "192.0.2.1") > TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void After_an_hour_without_an_attempt_counting_begins_anew()
    {
        Fail(30);
        _time.Advance(TimeSpan.FromMinutes(61));
        Fail(1);
        Assert.Equal(TimeSpan.Zero, Wait());
    }

    [Fact]
    public void Of_many_guesses_that_come_at_once_few_are_looked_at()
    {
        var looked = 0;
        Parallel.For(
            0,
            1000,
            _ =>
            {
                if (_throttle.Begin("ada@example.com", "192.0.2.1") == TimeSpan.Zero)
                {
                    Interlocked.Increment(ref looked);
                }
            }
        );
        Assert.InRange(looked, 1, 5);
    }

    [Fact]
    public void From_a_thousand_addresses_an_accounts_password_is_looked_at_ten_times_a_minute_and_its_owner_still_gets_in()
    {
        Assert.Equal(TimeSpan.Zero, _throttle.Begin("ada@example.com", "198.51.100.7"));
        _throttle.Succeeded("ada@example.com", "198.51.100.7");
        var looked = Enumerable
            .Range(0, 1000)
            .Count(n => _throttle.Begin("ada@example.com", $"203.0.{n / 250}.{n % 250}") == TimeSpan.Zero);
        Assert.InRange(looked, 1, 10);
        Assert.Equal(TimeSpan.Zero, _throttle.Begin("ada@example.com", "198.51.100.7"));
        Assert.Equal(TimeSpan.Zero, _throttle.Begin("bob@example.com", "203.0.0.1"));
    }

    [Fact]
    public void Signing_in_well_a_hundred_times_delays_nobody_behind_the_same_address()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(TimeSpan.Zero, _throttle.Begin($"person{i}@example.com", "192.0.2.1"));
            _throttle.Succeeded($"person{i}@example.com", "192.0.2.1");
        }
        Assert.Equal(TimeSpan.Zero, Wait());
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _throttle.Failed("ada@example.com", "192.0.2.1");
        }
    }

    private TimeSpan Wait() => _throttle.Wait("Ada@Example.com", "192.0.2.1");
}
