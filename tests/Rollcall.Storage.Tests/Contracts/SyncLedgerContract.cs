using Rollcall.Core.Diffing;
using Rollcall.Core.Storage;
using static Rollcall.Storage.Tests.Contracts.Samples;

namespace Rollcall.Storage.Tests.Contracts;

/// <summary>What the engine relies on, whichever database a ledger is in. A provider's tests derive from it.</summary>
public abstract partial class SyncLedgerContract
{
    /// <summary>The ledger; every call gives another handle on the same one, as another process would have.</summary>
    protected abstract ISyncLedger Open();

    [Fact]
    public void New_ledger_knows_nothing()
    {
        var ledger = Open();

        Assert.Null(ledger.Load());
        Assert.Null(ledger.Interrupted());
        Assert.Null(ledger.HeldRun());
        Assert.Null(ledger.LastEndedRun(DateTimeOffset.MaxValue));
        Assert.Empty(ledger.Runs());
        Assert.Empty(ledger.RejectedItems());
        Assert.Null(ledger.FindRun("r"));
    }

    [Fact]
    public void Every_claim_has_a_greater_epoch()
    {
        var first = Open().Claim();

        Assert.True(Open().Claim() > first);
    }

    [Fact]
    public void Step_of_an_earlier_owner_is_refused_and_changes_nothing()
    {
        var sleeper = Open();
        var old = sleeper.Claim();
        sleeper.Commit(old, Step(step => step.Sync = Sync("mine")));
        var successor = Open();
        var epoch = successor.Claim();
        var before = LedgerView.Of(successor);

        Assert.Throws<LostOwnershipException>(() => sleeper.Commit(old, EverythingStep()));

        Assert.Equal(before, LedgerView.Of(successor));
        successor.Commit(epoch, Step(step => step.Sync = Sync("theirs")));
        Assert.Equal("theirs", Open().Load()!.ListId);
    }

    [Fact]
    public void Even_an_empty_step_of_an_earlier_owner_is_refused()
    {
        var sleeper = Open();
        var old = sleeper.Claim();
        Open().Claim();

        Assert.Throws<LostOwnershipException>(() => sleeper.Commit(old, new LedgerStep()));
    }

    [Fact]
    public void Step_of_an_owner_that_never_claimed_is_refused()
    {
        var ledger = Open();
        var epoch = ledger.Claim();

        Assert.Throws<LostOwnershipException>(() => ledger.Commit(epoch + 1, new LedgerStep()));
    }

    [Fact]
    public void Every_part_of_a_step_comes_back_from_another_handle()
    {
        var ledger = Open();
        ledger.Commit(ledger.Claim(), EverythingStep());

        Assert.Equal(LedgerView.Of(ledger), LedgerView.Of(Open()));
        Assert.Equivalent(FullSync(), Open().Load(), strict: true);
        Assert.Equivalent(Run("r1"), Open().Interrupted()!.Run, strict: true);
        Assert.Equal([Rejected(7)], Open().RejectedItems());
    }

    [Fact]
    public void Repeating_a_step_changes_nothing()
    {
        var ledger = Open();
        var epoch = ledger.Claim();
        ledger.Commit(epoch, EverythingStep());
        var once = LedgerView.Of(ledger);

        ledger.Commit(epoch, EverythingStep());

        Assert.Equal(once, LedgerView.Of(ledger));
    }

    [Fact]
    public void Records_are_not_changed_through_the_objects_they_came_from()
    {
        var ledger = Open();
        var sizes = new Dictionary<string, int> { ["addUsers"] = 5 };
        ledger.Commit(ledger.Claim(), Step(step => step.Sync = Sync() with { LearnedBatchSizes = sizes }));

        sizes["addUsers"] = 6;

        Assert.Equal(5, ledger.Load()!.LearnedBatchSizes["addUsers"]);
    }

    /// <summary>A step with something in every part.</summary>
    protected static LedgerStep EverythingStep() =>
        Step(step =>
        {
            step.Sync = FullSync();
            step.Run = Run("r1");
            step.SupersedeHeldRuns = true;
            step.ClearRun = true;
            step.ClearRejections = true;
            step.Pieces.Add(Piece(Lane.Adds, 0, 10));
            step.GonePieces.Add((Lane.Adds, 10));
            step.Outcomes.Add((Lane.Removes, new OutcomeRange(0, 3, Outcome.InDoubt, true)));
            step.GoneOutcomes.Add((Lane.Removes, 3));
            step.Rejected.Add(Rejected(7));
            step.GoneRejections.Add((8, default));
            step.Retired = new RetiredMembership("old", FullSync().Membership!, Noon.AddDays(30));
        });
}
