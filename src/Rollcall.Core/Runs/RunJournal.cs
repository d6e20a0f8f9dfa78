using Rollcall.Core.Delivery.Batches;
using Rollcall.Core.Integrations;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>Collects what is to become durable, and makes it so, one transaction at a time.</summary>
internal sealed class RunJournal(
    ISyncLedger ledger,
    long epoch,
    TimeProvider time,
    SyncRecord sync,
    RunRecord run,
    IRunProgress progress
)
{
    /// <summary>How long to wait before a step that could not be written is tried again.</summary>
    private static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(1);

    private bool _syncChanged;
    private RunTally? _tally;

    /// <summary>The step that is being collected.</summary>
    public LedgerStep Step { get; private set; } = new();

    /// <summary>The sync as it will be after the step.</summary>
    public SyncRecord Sync { get; private set; } = sync;

    /// <summary>The run as it will be after the step.</summary>
    public RunRecord Run { get; set; } = run;

    /// <summary>From now on what is counted becomes durable with every step.</summary>
    public void Follow(RunTally tally) => _tally = tally;

    /// <summary>Changes the sync with the next step.</summary>
    public void Change(Func<SyncRecord, SyncRecord> change)
    {
        Sync = change(Sync);
        _syncChanged = true;
    }

    /// <summary>An attempt was left unanswered: until a time it may still be applied.</summary>
    public void MayLand(Operation operation, DateTimeOffset until)
    {
        if (operation == Operation.Add && !(Sync.AddsMayLandUntil >= until))
        {
            Change(sync => sync with { AddsMayLandUntil = until });
        }
        if (operation == Operation.Remove && !(Sync.RemovesMayLandUntil >= until))
        {
            Change(sync => sync with { RemovesMayLandUntil = until });
        }
    }

    /// <summary>The destination wants to be left alone until a time.</summary>
    public void PauseUntil(DateTimeOffset until)
    {
        if (!(Sync.PausedUntil >= until))
        {
            Change(sync => sync with { PausedUntil = until });
        }
    }

    /// <summary>A 413 taught how large a batch may be.</summary>
    public void LearnBatchSize(string endpoint, int size) =>
        Change(sync =>
            sync with
            {
                LearnedBatchSizes = new Dictionary<string, int>(sync.LearnedBatchSizes) { [endpoint] = size },
            }
        );

    /// <summary>Makes the step durable; a ledger that cannot write just now is waited for.</summary>
    /// <param name="lanes">Say what has changed of them.</param>
    /// <param name="withRun">Whether the run's head goes with it.</param>
    /// <exception cref="LostOwnershipException">Another process has taken the sync over.</exception>
    public async ValueTask CommitAsync(IEnumerable<LaneWork> lanes, bool withRun = false)
    {
        foreach (var lane in lanes)
        {
            lane.WriteTo(Step);
        }
        _tally?.WriteTo(Step);
        if (_syncChanged)
        {
            Step.Sync = Sync;
        }
        if (withRun)
        {
            Step.Run = Run;
        }
        if (Step.IsEmpty)
        {
            return;
        }
        await WriteAsync().ConfigureAwait(false);
        _syncChanged = false;
        Step = new LedgerStep();
    }

    private async ValueTask WriteAsync()
    {
        while (true)
        {
            try
            {
                ledger.Commit(epoch, Step);
                return;
            }
            catch (LedgerBusyException busy)
            {
                progress.Note($"{busy.Message} Nothing is sent until it can be written; trying again.");
            }
            await Task.Delay(BusyWait, time).ConfigureAwait(false);
        }
    }
}
