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
    private Task? _flush;
    private long _flushing;
    private RunTally? _tally;

    /// <summary>The step that is being collected.</summary>
    public LedgerStep Step { get; private set; } = new();

    /// <summary>The sync as it will be after the step.</summary>
    public SyncRecord Sync { get; private set; } = sync;

    /// <summary>The run as it will be after the step.</summary>
    public RunRecord Run { get; set; } = run;

    /// <summary>The number of the record that the step being collected will be.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>The last record that is known to be durable.</summary>
    public long Durable { get; private set; }

    /// <summary>Whether everything that was recorded is durable.</summary>
    public bool IsDurable => Durable == Next - 1;

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
        Collect(lanes, withRun);
        if (!Step.IsEmpty)
        {
            await CommitAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Records the step so that it outlives this process. Progress becomes durable with <see cref="Flush"/>, everything else is
    /// when this ends, and with it all that was recorded before.
    /// </summary>
    /// <param name="lanes">Say what has changed of them.</param>
    /// <param name="withRun">Whether the run's head goes with it.</param>
    /// <exception cref="LostOwnershipException">Another process has taken the sync over.</exception>
    public async ValueTask RecordAsync(IReadOnlyList<LaneWork> lanes, bool withRun)
    {
        Collect(lanes, withRun);
        if (_flush is { IsFaulted: true })
        {
            // What was to be flushed is written elsewhere, with everything that came after it.
            await CommitAsync().ConfigureAwait(false);
        }
        else if (!Step.IsEmpty && !(Step.IsProgress && TryAppend()))
        {
            await CommitAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Begins to make durable what was recorded, unless that is going on.</summary>
    /// <param name="done">Called when it has ended, from any thread.</param>
    /// <returns>Whether it has begun.</returns>
    public bool Flush(Action done)
    {
        if (_flush is not null || IsDurable)
        {
            return false;
        }
        (_flushing, _flush) = (Next - 1, ledger.FlushAsync());
        if (_flush.IsCompletedSuccessfully)
        {
            TakeInFlush();
        }
        else if (_flush.IsCompleted)
        {
            done();
        }
        else
        {
            _flush.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(done);
        }
        return true;
    }

    /// <summary>Takes note of a flush that has ended.</summary>
    public void TakeInFlush()
    {
        if (_flush is { IsCompletedSuccessfully: true })
        {
            (Durable, _flush) = (Math.Max(Durable, _flushing), null);
        }
    }

    private bool TryAppend()
    {
        try
        {
            ledger.Append(epoch, Step);
        }
        catch (LedgerBusyException)
        {
            return false; // the commit tells of it, and waits
        }
        Step.ClearProgress();
        Next++;
        return true;
    }

    private void Collect(IEnumerable<LaneWork> lanes, bool withRun)
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
    }

    private async ValueTask CommitAsync()
    {
        await WriteAsync().ConfigureAwait(false);
        (_syncChanged, _flush) = (false, _flush is { IsCompleted: true } ? null : _flush);
        Step = new LedgerStep();
        Durable = Next++;
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
