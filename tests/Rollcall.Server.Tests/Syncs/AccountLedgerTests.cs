using CsCheck;
using Rollcall.Cluster.Accounts;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>How runs share an account.</summary>
public sealed class AccountLedgerTests
{
    private const long Start = 1_800_000_000_000;

    private static readonly AccountLimits Limits = new(4, [new AccountRate(10, 1_000), new AccountRate(30, 10_000)]);

    [Fact]
    public void Whatever_runs_come_and_go_no_window_sees_more_requests_than_the_rates_allow()
    {
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 12], Gen.Int[0, 400])
            .Array[1, 200]
            .Sample(steps =>
            {
                var (ledger, now) = (new AccountLedger(), Start);
                var holders = new Holder[4]
                    .Select((_, index) => new Holder($"run-{index}"))
                    .ToArray();
                var all = new List<long>();
                foreach (var (who, use, wait) in steps)
                {
                    now += wait;
                    holders[who].Use(use, now, all);
                    holders[who].Ask(ledger, now);
                }
                foreach (var rate in Limits.Rates)
                {
                    for (var index = rate.Requests; index < all.Count; index++)
                    {
                        Assert.True(all[index] - all[index - rate.Requests] >= rate.Milliseconds);
                    }
                }
            });
    }

    [Fact]
    public void Places_are_never_given_twice_and_come_to_everybody()
    {
        Gen.Int[1, 9]
            .Sample(count =>
            {
                var (ledger, now) = (new AccountLedger(), Start);
                var holders = Enumerable.Range(0, count).Select(index => new Holder($"run-{index}")).ToArray();
                for (var round = 0; round < 200; round++)
                {
                    now += 300;
                    foreach (var holder in holders)
                    {
                        holder.Ask(ledger, now);
                        Assert.InRange(holders.Sum(other => other.Places), 0, Limits.Parallelism);
                    }
                }
                Assert.All(holders, holder => Assert.True(holder.RoundsWithPlaces > 0));
            });
    }

    [Fact]
    public void One_run_alone_has_the_whole_account_and_shares_it_when_another_comes()
    {
        var ledger = new AccountLedger();
        var (one, other) = (new Holder("a"), new Holder("b"));
        one.Ask(ledger, Start);
        Assert.Equal(4, one.Places);
        other.Ask(ledger, Start + 1);
        Assert.Equal(0, other.Places);
        one.Ask(ledger, Start + 2);
        other.Ask(ledger, Start + 3);
        Assert.Equal((2, 2), (one.Places, other.Places));
        one.Leave(ledger, Start + 4);
        other.Ask(ledger, Start + 5);
        Assert.Equal(4, other.Places);
    }

    [Fact]
    public void A_pause_that_one_run_was_asked_for_is_kept_by_all()
    {
        var ledger = new AccountLedger();
        var (one, other) = (new Holder("a") { PausedUntil = Start + 60_000 }, new Holder("b"));
        one.Ask(ledger, Start);
        Assert.Equal(Start + 60_000, other.Ask(ledger, Start + 1).PausedUntil);
        Assert.Equal(0, other.Ask(ledger, Start + 60_001).PausedUntil);
    }

    [Fact]
    public void Throttling_takes_places_from_all_and_they_come_back()
    {
        var ledger = new AccountLedger();
        var one = new Holder("a") { Throttled = true };
        one.Ask(ledger, Start);
        Assert.Equal(2, one.Places);
        one.Throttled = false;
        one.Ask(ledger, Start + 25_000);
        Assert.Equal(4, one.Places);
    }

    [Fact]
    public void A_run_that_was_lost_gives_its_permits_back_as_if_it_had_used_them()
    {
        var ledger = new AccountLedger();
        var lost = new Holder("a");
        lost.Ask(ledger, Start);
        Assert.Equal(10, lost.Permits);
        var other = new Holder("b");
        Assert.Equal(0, other.Ask(ledger, Start + AccountLedger.HolderPatience).Permits);
        Assert.Equal(0, other.Ask(ledger, Start + AccountLedger.HolderPatience + 10).Permits);
        Assert.Equal(10, other.Ask(ledger, Start + AccountLedger.HolderPatience + 1_100).Permits);
        Assert.Equal(1, ledger.Holders);
    }

    private sealed class Holder(string name)
    {
        private List<long> _departures = [];

        public int Places { get; private set; }

        public int Permits { get; private set; }

        public int RoundsWithPlaces { get; private set; }

        public long PausedUntil { get; init; }

        public bool Throttled { get; set; }

        public void Use(int most, long now, List<long> all)
        {
            for (; most > 0 && Permits > 0; most--, Permits--)
            {
                _departures.Add(now);
                all.Add(now);
            }
        }

        public PermitBlock Ask(AccountLedger ledger, long now)
        {
            var block = ledger.Ask(Request(), now);
            (Places, Permits, _departures) = (block.Places, block.Permits, []);
            RoundsWithPlaces += Places > 0 ? 1 : 0;
            return block;
        }

        public void Leave(AccountLedger ledger, long now)
        {
            ledger.Leave(Request(), now);
            (Places, Permits) = (0, 0);
        }

        private PermitRequest Request() =>
            new()
            {
                Holder = name,
                Limits = Limits,
                Departures = _departures,
                InFlight = 0,
                PausedUntil = PausedUntil,
                Throttled = Throttled,
            };
    }
}
