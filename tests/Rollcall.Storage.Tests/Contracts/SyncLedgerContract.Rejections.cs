using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using static Rollcall.Storage.Tests.Contracts.Samples;

namespace Rollcall.Storage.Tests.Contracts;

public abstract partial class SyncLedgerContract
{
    private static readonly UInt128[] Edges =
    [
        0,
        1,
        long.MaxValue,
        ulong.MaxValue,
        (UInt128)ulong.MaxValue + 1,
        (UInt128.One << 127) - 1,
        UInt128.One << 127,
        UInt128.MaxValue - 1,
        UInt128.MaxValue,
    ];

    [Fact]
    public void Rejections_are_in_the_order_of_their_unsigned_hashes()
    {
        var ledger = WithRejections([.. Edges.Reverse().Select(hash => Rejected(hash))]);

        Assert.Equal(Edges, ledger.Between(0, UInt128.MaxValue).Select(rejection => rejection.KeyHash));
        Assert.Equal(Edges, ledger.RejectionKeys().Select(key => key.KeyHash));
    }

    [Fact]
    public void Range_of_rejections_includes_both_its_ends()
    {
        var ledger = WithRejections([.. Edges.Select(hash => Rejected(hash))]);

        for (var first = 0; first < Edges.Length; first++)
        {
            for (var last = first; last < Edges.Length; last++)
            {
                Assert.Equal(
                    Edges[first..(last + 1)],
                    ledger.Between(Edges[first], Edges[last]).Select(rejection => rejection.KeyHash)
                );
            }
        }
        Assert.Empty(ledger.Between(UInt128.MaxValue, 0));
        Assert.Empty(ledger.Between(2, 3));
    }

    [Fact]
    public void Rejection_tells_what_was_refused_of_whom_and_when()
    {
        var tried = Noon.AddMilliseconds(1);
        var ledger = WithRejections(Rejected(5, Operation.Remove) with { RecordHash = 1UL << 63, LastTried = tried });

        var rejection = Assert.Single(ledger.Between(5, 5));

        Assert.Equal(Operation.Remove, rejection.Operation);
        Assert.Equal(1UL << 63, rejection.RecordHash);
        Assert.Equal(tried, rejection.LastTried);
        Assert.False(rejection.RetryNow);
    }

    [Fact]
    public void A_person_asks_for_another_try_of_all_until_they_are_rejected_anew()
    {
        var ledger = WithRejections(Rejected(5), Rejected(6, Operation.Remove));

        ledger.RetryRejections();
        Assert.All(ledger.Between(5, 6), rejection => Assert.True(rejection.RetryNow));

        ledger.Commit(ledger.Claim(), Step(step => step.Rejected.Add(Rejected(5))));
        Assert.Equal([false, true], ledger.Between(5, 6).Select(rejection => rejection.RetryNow));
    }

    [Fact]
    public void An_add_and_a_remove_of_one_user_are_rejected_side_by_side()
    {
        var ledger = WithRejections(
            Rejected(5),
            Rejected(5, Operation.Remove),
            Rejected(6, isChange: true),
            Rejected(7, Operation.Remove)
        );

        Assert.Equal(new OperationCounts(Add: 1, Remove: 2, Change: 1), ledger.CountRejections());
        Assert.Equal(2, ledger.Between(5, 5).Count);
    }

    [Fact]
    public void Later_rejection_of_the_same_takes_the_earlier_one_s_place()
    {
        var again = Rejected(5) with { Reason = "Still not", Status = null, LastTried = Noon.AddDays(1) };
        var ledger = WithRejections(Rejected(5), again);

        Assert.Equal([again], ledger.RejectedItems());
    }

    [Fact]
    public void Rejections_end_one_by_one_or_all_at_once()
    {
        var ledger = WithRejections(Rejected(5), Rejected(5, Operation.Remove), Rejected(6));
        var epoch = ledger.Claim();

        ledger.Commit(epoch, Step(step => step.GoneRejections.Add((5, Operation.Add))));
        Assert.Equal([(5, Operation.Remove), (6, Operation.Add)], ledger.RejectionKeys());

        ledger.Commit(
            epoch,
            Step(step =>
            {
                step.ClearRejections = true;
                step.Rejected.Add(Rejected(9));
            })
        );
        Assert.Equal([(9, Operation.Add)], ledger.RejectionKeys());
    }

    [Fact]
    public void People_see_the_newest_rejections_first()
    {
        var ledger = WithRejections(
            Rejected(1),
            Rejected(2) with
            {
                LastTried = Noon.AddHours(1),
            },
            Rejected(3) with
            {
                LastTried = Noon.AddHours(-1),
            },
            Rejected(4)
        );

        Assert.Equal([2, 1, 4, 3], ledger.RejectedItems().Select(item => (int)item.KeyHash));
    }

    [Fact]
    public void Rejections_can_be_changed_while_they_are_visited()
    {
        var ledger = WithRejections([.. Enumerable.Range(0, 500).Select(hash => Rejected((UInt128)hash))]);
        var epoch = ledger.Claim();
        var visited = 0;

        foreach (var key in ledger.RejectionKeys())
        {
            ledger.Commit(
                epoch,
                Step(step =>
                {
                    step.GoneRejections.Add(key);
                    step.Rejected.Add(Rejected(key.KeyHash + 1000));
                })
            );
            visited++;
        }

        Assert.Equal(500, visited);
        Assert.Equal(500, ledger.CountRejections().Add);
    }

    [Fact]
    public void Ledger_is_read_and_written_from_several_threads()
    {
        var ledger = WithRejections([.. Edges.Select(hash => Rejected(hash))]);
        var epoch = ledger.Claim();

        Parallel.For(
            0,
            64,
            number =>
            {
                if (number % 4 == 0)
                {
                    ledger.Commit(epoch, Step(step => step.Sync = Sync($"{number}")));
                }
                Assert.Equal(Edges.Length, ledger.Between(0, UInt128.MaxValue).Count);
                Assert.Equal(Edges.Length, ledger.RejectionKeys().Count());
            }
        );
    }

    private ISyncLedger WithRejections(params RejectedItem[] items)
    {
        var ledger = Open();
        ledger.Commit(ledger.Claim(), Step(step => step.Rejected.AddRange(items)));
        return ledger;
    }
}
