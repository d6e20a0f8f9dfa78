using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Batches;
using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using Rollcall.Testing.Ledgers;
using Rollcall.Testing.Time;

namespace Rollcall.Core.Tests.Delivery.Batches;

/// <summary>How far delivery runs ahead of a disk that takes its time.</summary>
public sealed class LookaheadTests
{
    private const int Parallelism = 4;

    private readonly SimulatedTime _time = new();
    private readonly MemoryLedger _ledger = new("nowhere");
    private readonly RunJournal _journal;
    private readonly Lookahead _ahead;

    public LookaheadTests()
    {
        _ledger.FlushTakes = () => Task.Delay(TimeSpan.FromSeconds(1), _time);
        var run = new RunRecord
        {
            Id = "r",
            Started = _time.GetUtcNow(),
            PlanFolder = "r",
            ContentHash = "",
            PinnedTo = "",
            Report = new RunReport { Run = "r", Status = RunStatus.Running },
        };
        var sync = new SyncRecord
        {
            IntegrationName = "n",
            CohortId = "c",
            CohortName = "c",
            HashSeed = 1,
            AccountFingerprint = "f",
        };
        _journal = new RunJournal(_ledger, _ledger.Claim(), _time, sync, run, NoProgress.Instance);
        _ahead = new Lookahead(_journal, new Pacer(new DeliverySettings { Parallelism = Parallelism }), _time);
    }

    [Theory]
    [InlineData(10_000, 16)] // four for each request that may be in flight
    [InlineData(1, 10_000)] // ten thousand items, where that is more
    [InlineData(100, 100)]
    public async Task So_many_answers_may_wait_for_the_disk_and_no_more(int items, int most)
    {
        for (var answer = 0; answer < most; answer++)
        {
            Assert.True(_ahead.MayGoOn);
            _ahead.Answered(items);
            await RecordAsync();
        }

        Assert.False(_ahead.MayGoOn);
        Assert.Equal(TimeSpan.Zero, _ahead.FlushMayWait(isWaitedFor: false));
        _journal.Flush(() => { });
        Assert.False(_ahead.MayGoOn);
        _time.MoveOn();
        _journal.TakeInFlush();
        Assert.True(_ahead.MayGoOn);
    }

    [Fact]
    public async Task A_flush_that_nobody_waits_for_comes_a_millisecond_after_the_last()
    {
        Assert.Equal(TimeSpan.Zero, _ahead.FlushMayWait(isWaitedFor: false)); // nothing is to be flushed
        await RecordAsync();

        Assert.True(_ahead.FlushMayWait(isWaitedFor: false) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, _ahead.FlushMayWait(isWaitedFor: true));
        _time.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(TimeSpan.Zero, _ahead.FlushMayWait(isWaitedFor: false));
    }

    [Fact]
    public void As_many_pieces_are_cut_ahead_as_leave_in_two_flushes()
    {
        Assert.Equal(Parallelism, _ahead.Pieces);
        for (var request = 0; request < 30; request++)
        {
            _ahead.Left();
        }
        _ahead.FlushBegan();
        Assert.Equal(60, _ahead.Pieces);

        // Slower again, step by step.
        _ahead.FlushBegan();
        Assert.Equal(30, _ahead.Pieces);
        for (var flush = 0; flush < 5; flush++)
        {
            _ahead.FlushBegan();
        }
        Assert.Equal(Parallelism, _ahead.Pieces);
    }

    private async Task RecordAsync()
    {
        _journal.Step.Outcomes.Add((Lane.Adds, new OutcomeRange(0, 1, Outcome.Acknowledged, false)));
        await _journal.RecordAsync([], withRun: false);
    }
}
