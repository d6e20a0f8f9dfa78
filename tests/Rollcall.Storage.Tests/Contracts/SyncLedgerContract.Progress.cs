using Rollcall.Core.Diffing;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using static Rollcall.Storage.Tests.Contracts.Samples;

namespace Rollcall.Storage.Tests.Contracts;

public abstract partial class SyncLedgerContract
{
    [Fact]
    public async Task Appended_progress_comes_back_from_another_handle()
    {
        var ledger = Open();
        var epoch = Begin(ledger);
        for (var number = 0; number < 40; number++)
        {
            ledger.Append(epoch, Progress(number));
        }
        await ledger.FlushAsync();

        Assert.Equal(LedgerView.Of(ledger), LedgerView.Of(Open()));
        var interrupted = Open().Interrupted()!;
        Assert.Equal(
            Enumerable.Range(20, 20).Select(start => (long)start),
            interrupted.Pieces.Select(one => one.Start)
        );
        Assert.Equal(
            [new OutcomeRange(0, 20, Outcome.Acknowledged, false)],
            interrupted.Outcomes.Select(one => one.Range)
        );
        Assert.Equal(39, interrupted.Run.Report.BytesSent);
    }

    [Fact]
    public void Commits_among_appended_progress_keep_the_order()
    {
        var (mixed, committed) = (Open(), new Testing.Ledgers.MemoryLedger("/"));
        var (mine, other) = (Begin(mixed), Begin(committed));
        for (var number = 0; number < 60; number++)
        {
            committed.Commit(other, Progress(number));
            if (number % 13 == 12)
            {
                mixed.Commit(mine, Progress(number));
            }
            else
            {
                mixed.Append(mine, Progress(number));
            }
        }

        Assert.Equal(LedgerView.Of(committed), LedgerView.Of(Open()));
    }

    [Fact]
    public void Progress_of_a_run_that_has_ended_does_not_come_back()
    {
        var ledger = Open();
        var epoch = Begin(ledger);
        for (var number = 0; number < 10; number++)
        {
            ledger.Append(epoch, Progress(number));
        }
        ledger.Commit(
            epoch,
            Step(step =>
            {
                step.ClearRun = true;
                step.Run = Run("r1", RunStatus.Succeeded, Noon);
            })
        );
        ledger.Commit(ledger.Claim(), Step(step => step.Run = Run("r2")));

        Assert.Empty(Open().Interrupted()!.Pieces);
        Assert.Empty(Open().Interrupted()!.Outcomes);
    }

    [Fact]
    public void Appending_by_an_earlier_owner_is_refused_and_changes_nothing()
    {
        var sleeper = Open();
        var old = Begin(sleeper);
        for (var number = 0; number < 10; number++)
        {
            sleeper.Append(old, Progress(number));
        }
        var successor = Open();
        var epoch = successor.Claim();
        var before = LedgerView.Of(successor);

        for (var number = 10; number < 20; number++)
        {
            Assert.Throws<LostOwnershipException>(() => sleeper.Append(old, Progress(number)));
        }

        Assert.Equal(before, LedgerView.Of(successor));
        for (var number = 10; number < 20; number++)
        {
            successor.Append(epoch, Progress(number));
            Assert.Throws<LostOwnershipException>(() => sleeper.Append(old, Progress(number + 100)));
        }
        Assert.Equal(LedgerView.Of(successor), LedgerView.Of(Open()));
        Assert.Equal(20, Open().Interrupted()!.Pieces.Count);
        successor.Commit(epoch, new LedgerStep());
        Assert.Equal(20, Open().Interrupted()!.Pieces.Count);
    }

    [Fact]
    public void Only_progress_can_be_appended()
    {
        var ledger = Open();
        var epoch = Begin(ledger);

        Assert.Throws<ArgumentException>(() => ledger.Append(epoch, Step(step => step.Sync = Sync("list"))));

        Assert.Null(ledger.Load());
    }

    /// <summary>A ledger with a run that goes on.</summary>
    private static long Begin(ISyncLedger ledger)
    {
        var epoch = ledger.Claim();
        ledger.Commit(epoch, Step(step => step.Run = Run("r1")));
        return epoch;
    }

    /// <summary>A piece comes, the one of twenty steps ago goes, what is acknowledged grows.</summary>
    private static LedgerStep Progress(int number) =>
        Step(step =>
        {
            step.Pieces.Add(Piece(Lane.Adds, number) with { Ahead = number % 2 == 0, Sending = number % 3 == 0 });
            step.Traffic = new RunTraffic(new RequestCounts(number), number);
            if (number >= 20)
            {
                step.GonePieces.Add((Lane.Adds, number - 20));
                step.Outcomes.Add((Lane.Adds, new OutcomeRange(0, number - 19, Outcome.Acknowledged, false)));
            }
        });
}
