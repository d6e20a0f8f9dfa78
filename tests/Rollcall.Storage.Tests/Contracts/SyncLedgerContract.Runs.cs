using Rollcall.Core.Diffing;
using Rollcall.Core.Runs;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;
using static Rollcall.Storage.Tests.Contracts.Samples;

namespace Rollcall.Storage.Tests.Contracts;

public abstract partial class SyncLedgerContract
{
    [Fact]
    public void Interrupted_run_comes_back_with_its_pieces_and_outcomes_in_order()
    {
        var ledger = Open();
        var epoch = ledger.Claim();
        var piece = Piece(Lane.Removes, long.MaxValue, int.MaxValue) with
        {
            Sending = true,
            MayLand = true,
            InDoubt = true,
            Tries = 9,
            Answered = 3,
            Refused = true,
            Split = true,
            OneRetry = true,
            Probe = true,
        };
        var range = new OutcomeRange(5, long.MaxValue - 5, Outcome.Rejected, true);
        ledger.Commit(
            epoch,
            Step(step =>
            {
                step.Run = Run("r1");
                step.Pieces.AddRange([piece, Piece(Lane.Adds, 200), Piece(Lane.Adds, 100)]);
                step.Outcomes.AddRange([
                    (Lane.UnsendableRemoves, range),
                    (Lane.Adds, new OutcomeRange(0, 5, Outcome.None, false)),
                ]);
            })
        );

        var interrupted = Open().Interrupted()!;

        Assert.Equal([Piece(Lane.Adds, 100), Piece(Lane.Adds, 200), piece], interrupted.Pieces);
        Assert.Equal(
            [(Lane.Adds, new OutcomeRange(0, 5, Outcome.None, false)), (Lane.UnsendableRemoves, range)],
            interrupted.Outcomes
        );
    }

    [Theory]
    [InlineData(nameof(PieceMark.Sending))]
    [InlineData(nameof(PieceMark.MayLand))]
    [InlineData(nameof(PieceMark.InDoubt))]
    [InlineData(nameof(PieceMark.Refused))]
    [InlineData(nameof(PieceMark.Split))]
    [InlineData(nameof(PieceMark.OneRetry))]
    [InlineData(nameof(PieceMark.Probe))]
    public void Each_mark_of_a_piece_is_kept_by_itself(string mark)
    {
        var ledger = Open();
        var piece = PieceMark.Set(Piece(Lane.Adds, 1), mark);
        ledger.Commit(
            ledger.Claim(),
            Step(step =>
            {
                step.Run = Run("r1");
                step.Pieces.Add(piece);
            })
        );

        Assert.Equal([piece], Open().Interrupted()!.Pieces);
    }

    [Fact]
    public void Piece_that_settles_leaves_an_outcome_in_its_place()
    {
        var ledger = Open();
        var epoch = ledger.Claim();
        ledger.Commit(
            epoch,
            Step(step =>
            {
                step.Run = Run("r1");
                step.Pieces.AddRange([Piece(Lane.Adds, 0, 10), Piece(Lane.Adds, 10, 10)]);
                step.Outcomes.Add((Lane.Adds, new OutcomeRange(20, 5, Outcome.Acknowledged, false)));
            })
        );

        ledger.Commit(
            epoch,
            Step(step =>
            {
                step.GonePieces.Add((Lane.Adds, 10));
                step.GoneOutcomes.Add((Lane.Adds, 20));
                step.Outcomes.Add((Lane.Adds, new OutcomeRange(10, 15, Outcome.Acknowledged, false)));
            })
        );

        var interrupted = Open().Interrupted()!;
        Assert.Equal([Piece(Lane.Adds, 0, 10)], interrupted.Pieces);
        Assert.Equal([(Lane.Adds, new OutcomeRange(10, 15, Outcome.Acknowledged, false))], interrupted.Outcomes);
    }

    [Fact]
    public void What_a_step_takes_away_and_gives_at_one_place_is_there()
    {
        var ledger = Open();
        ledger.Commit(
            ledger.Claim(),
            Step(step =>
            {
                step.Run = Run("r1");
                step.ClearRun = true;
                step.GonePieces.Add((Lane.Adds, 0));
                step.Pieces.Add(Piece(Lane.Adds, 0));
                step.GoneOutcomes.Add((Lane.Removes, 0));
                step.Outcomes.Add((Lane.Removes, new OutcomeRange(0, 1, Outcome.Refused, false)));
            })
        );

        Assert.Single(Open().Interrupted()!.Pieces);
        Assert.Single(Open().Interrupted()!.Outcomes);
    }

    [Fact]
    public void Interrupted_run_has_the_requests_of_its_last_step_and_those_in_flight()
    {
        var ledger = Open();
        var epoch = ledger.Claim();
        ledger.Commit(epoch, Step(step => step.Run = Run("r1")));
        ledger.Commit(
            epoch,
            Step(step =>
            {
                step.Traffic = new RunTraffic(new RequestCounts(7, 4, 3, 2), 1L << 40);
                step.Pieces.AddRange([Piece(Lane.Adds, 0), Piece(Lane.Adds, 1) with { Sending = true }]);
            })
        );

        var interrupted = Open().Interrupted()!;
        Assert.Equal(new RequestCounts(7, 4, 3, 2), interrupted.Run.Report.Requests);
        Assert.Equal(1L << 40, interrupted.Run.Report.BytesSent);
        Assert.Equal(new RequestCounts(8, 4, 4, 2), interrupted.Report.Requests);
    }

    [Fact]
    public void A_head_takes_the_place_of_the_requests_before_it()
    {
        var ledger = Open();
        var epoch = ledger.Claim();
        ledger.Commit(
            epoch,
            Step(step =>
            {
                step.Run = Run("r1");
                step.Traffic = new RunTraffic(new RequestCounts(7, 4, 3, 2), 5);
            })
        );
        ledger.Commit(epoch, Step(step => step.Run = Run("r1", RunStatus.Failed, Noon)));
        ledger.Commit(epoch, Step(step => step.Run = Run("r2")));

        Assert.Equal(new RequestCounts(), Open().Interrupted()!.Run.Report.Requests);
    }

    [Fact]
    public void Ended_run_is_not_interrupted_and_leaves_no_pieces_to_the_next_one()
    {
        var ledger = Open();
        var epoch = ledger.Claim();
        ledger.Commit(epoch, EverythingStep());
        ledger.Commit(
            epoch,
            Step(step =>
            {
                step.Run = Run("r1", RunStatus.Failed, Noon);
                step.ClearRun = true;
            })
        );
        Assert.Null(ledger.Interrupted());

        ledger.Commit(epoch, Step(step => step.Run = Run("r2")));

        Assert.Empty(ledger.Interrupted()!.Pieces);
        Assert.Empty(ledger.Interrupted()!.Outcomes);
    }

    [Fact]
    public void Second_running_run_is_refused_and_nothing_of_its_step_is_written()
    {
        var ledger = Open();
        var epoch = ledger.Claim();
        ledger.Commit(epoch, EverythingStep());
        var before = LedgerView.Of(ledger);

        Assert.Throws<InvalidOperationException>(() =>
            ledger.Commit(
                epoch,
                Step(step =>
                {
                    step.Sync = Sync("other");
                    step.ClearRun = true;
                    step.ClearRejections = true;
                    step.Run = Run("r2");
                })
            )
        );

        Assert.Equal(before, LedgerView.Of(ledger));
    }

    [Fact]
    public void Held_run_is_told_until_it_is_superseded()
    {
        var ledger = Open();
        var epoch = ledger.Claim();
        ledger.Commit(epoch, Step(step => step.Run = Run("r1", RunStatus.Held)));
        Assert.Equal("r1", Open().HeldRun()!.Id);

        ledger.Commit(
            epoch,
            Step(step =>
            {
                step.SupersedeHeldRuns = true;
                step.Run = Run("r2", RunStatus.Held);
            })
        );

        Assert.Equal("r2", Open().HeldRun()!.Id);
        Assert.Equal(RunStatus.Superseded, Open().FindRun("r1")!.Status);
    }

    [Fact]
    public void Last_ended_run_is_neither_held_nor_running_nor_without_a_cohort()
    {
        var ledger = Open();
        var epoch = ledger.Claim();
        foreach (
            var run in new[]
            {
                Run("ended", RunStatus.Succeeded, Noon),
                Run("later", RunStatus.Failed, Noon.AddHours(1)),
                Run("blind", RunStatus.Failed, Noon) with
                {
                    ContentHash = "",
                },
                Run("held", RunStatus.Held, Noon),
                Run("superseded", RunStatus.Superseded, Noon),
                Run("running"),
            }
        )
        {
            ledger.Commit(epoch, Step(step => step.Run = run));
        }

        Assert.Null(ledger.LastEndedRun(Noon.AddMilliseconds(-1)));
        Assert.Equal("ended", ledger.LastEndedRun(Noon)!.Id);
        Assert.Equal("later", ledger.LastEndedRun(Noon.AddHours(1))!.Id);
    }

    [Fact]
    public void Runs_are_listed_newest_first_and_no_more_than_asked_for()
    {
        var ledger = Open();
        var epoch = ledger.Claim();
        foreach (var id in new[] { "b", "a", "c" })
        {
            ledger.Commit(epoch, Step(step => step.Run = Run(id, RunStatus.Succeeded, Noon)));
        }
        ledger.Commit(epoch, Step(step => step.Run = Run("a", RunStatus.PartiallySucceeded, Noon)));

        Assert.Equal(["c", "a", "b"], ledger.Runs().Select(run => run.Run));
        Assert.Equal(RunStatus.PartiallySucceeded, ledger.Runs(2)[1].Status);
        Assert.Equal(2, ledger.Runs(2).Count);
    }

    [Fact]
    public void Run_is_found_by_its_id_or_a_beginning_that_is_only_its_own()
    {
        var ledger = Open();
        var epoch = ledger.Claim();
        foreach (var id in new[] { "ab", "abc", "abd", "x%y" })
        {
            ledger.Commit(epoch, Step(step => step.Run = Run(id, RunStatus.Succeeded, Noon)));
        }

        Assert.Equal("ab", ledger.FindRun("ab")!.Run);
        Assert.Equal("abc", ledger.FindRun("abc")!.Run);
        Assert.Equal("x%y", ledger.FindRun("x")!.Run);
        Assert.Null(ledger.FindRun("a"));
        Assert.Null(ledger.FindRun("%"));
        Assert.Null(ledger.FindRun("AB"));
    }

    [Fact]
    public void Membership_of_a_replaced_list_is_kept_until_its_time_and_once()
    {
        var ledger = Open();
        var epoch = ledger.Claim();
        var old = new RetiredMembership(null, new MembershipManifest("one"), Noon.AddDays(1));
        var older = new RetiredMembership("list", new MembershipManifest("two"), Noon.AddDays(2));
        foreach (var retired in new[] { old, older, old })
        {
            ledger.Commit(epoch, Step(step => step.Retired = retired));
        }

        Assert.Equal([old, older], Open().RetiredMemberships(Noon));
        Assert.Equal([older], Open().RetiredMemberships(Noon.AddDays(1)));
        Assert.Empty(Open().RetiredMemberships(Noon.AddDays(2)));
    }
}
