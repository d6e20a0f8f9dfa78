using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;

namespace Rollcall.Testing.Ledgers;

/// <summary>
/// A ledger in memory that keeps to the contract as the real ones do: it copies what it is given and what it gives, so that
/// nobody changes the past by changing an object. It survives its owner: a "crashed" engine's successor claims the same one.
/// </summary>
/// <remarks>The storage tests hold it against the SQLite ledger, step by step.</remarks>
public sealed class MemoryLedger(string folder) : ISyncLedger
{
    private readonly Lock _gate = new();
    private readonly List<RunRecord> _runs = [];
    private readonly SortedDictionary<(Lane Lane, long Start), PieceRecord> _pieces = [];
    private readonly SortedDictionary<(Lane Lane, long Start), OutcomeRange> _outcomes = [];
    private readonly SortedDictionary<(UInt128 KeyHash, Operation Operation), RejectedItem> _rejections = [];
    private readonly HashSet<(UInt128 KeyHash, Operation Operation)> _retryNow = [];
    private readonly List<RetiredMembership> _retired = [];
    private SyncRecord? _sync;
    private RunTraffic? _traffic;
    private long _epoch;
    private ProgressCopy? _safe;
    private int _turn;

    /// <inheritdoc/>
    public string Folder { get; } = folder;

    /// <summary>Called with a step before it is made: what it throws, the engine meets.</summary>
    public Action<LedgerStep>? BeforeCommit { get; set; }

    /// <summary>How long a flush takes; null: no time at all.</summary>
    public Func<Task>? FlushTakes { get; set; }

    /// <summary>How many steps were committed.</summary>
    public long Commits { get; private set; }

    /// <summary>Memberships that were replaced together with their lists, oldest first.</summary>
    public IReadOnlyList<RetiredMembership> Retired => Locked(() => _retired.ToArray());

    /// <inheritdoc/>
    public long Claim() => Locked(() => ++_epoch);

    /// <inheritdoc/>
    public SyncRecord? Load() => Locked(() => RecordCopy.Of(_sync));

    /// <inheritdoc/>
    public InterruptedRun? Interrupted() =>
        Locked(() =>
            Newest(RunStatus.Running) is { } run
                ? new InterruptedRun(
                    WithTraffic(run),
                    [.. _pieces.Values],
                    [.. _outcomes.Select(outcome => (outcome.Key.Lane, outcome.Value))]
                )
                : null
        );

    /// <inheritdoc/>
    public void Commit(long epoch, LedgerStep step)
    {
        BeforeCommit?.Invoke(step);
        lock (_gate)
        {
            Write(epoch, step);
            (_safe, _turn) = (null, _turn + 1);
        }
    }

    /// <inheritdoc/>
    public void Append(long epoch, LedgerStep step)
    {
        if (!step.IsProgress)
        {
            throw new ArgumentException("Only progress can be appended.", nameof(step));
        }
        BeforeCommit?.Invoke(step);
        lock (_gate)
        {
            var before = _safe ?? new ProgressCopy([.. _pieces], [.. _outcomes], _traffic);
            Write(epoch, step);
            _safe = before;
        }
    }

    /// <inheritdoc/>
    public async Task FlushAsync()
    {
        var (copy, turn) = Locked(() => (new ProgressCopy([.. _pieces], [.. _outcomes], _traffic), _turn));
        if (FlushTakes is { } takes)
        {
            await takes().ConfigureAwait(false);
        }
        lock (_gate)
        {
            _safe = _turn == turn ? copy : _safe;
        }
    }

    /// <summary>The machine stops: what was appended and not flushed is gone.</summary>
    public void LosePower()
    {
        lock (_gate)
        {
            _turn++;
            if (_safe is { } safe)
            {
                Replace(_pieces, safe.Pieces);
                Replace(_outcomes, safe.Outcomes);
                (_traffic, _safe) = (safe.Traffic, null);
            }
        }
    }

    private static void Replace<TKey, TValue>(
        SortedDictionary<TKey, TValue> all,
        IReadOnlyList<KeyValuePair<TKey, TValue>> by
    )
        where TKey : notnull
    {
        all.Clear();
        foreach (var (key, value) in by)
        {
            all[key] = value;
        }
    }

    private void Write(long epoch, LedgerStep step)
    {
        // All that can fail is checked before anything changes: a step is made wholly or not at all.
        if (epoch != _epoch)
        {
            throw new LostOwnershipException();
        }
        RefuseSecondRunning(step.Run);
        WriteRun(step);
        WritePieces(step);
        WriteRejections(step);
        Commits++;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Rejection> Between(UInt128 first, UInt128 last) =>
        Locked(() =>
            _rejections
                .Values.Where(item => item.KeyHash >= first && item.KeyHash <= last)
                .Select(item => new Rejection(
                    item.KeyHash,
                    item.Operation,
                    item.RecordHash,
                    item.LastTried,
                    _retryNow.Contains((item.KeyHash, item.Operation))
                ))
                .ToArray()
        );

    /// <inheritdoc/>
    public OperationCounts CountRejections() =>
        Locked(() =>
        {
            var changes = _rejections.Values.Count(item => item is { Operation: Operation.Add, IsChange: true });
            var removes = _rejections.Values.Count(item => item.Operation == Operation.Remove);
            return new OperationCounts(_rejections.Count - changes - removes, removes, changes);
        });

    /// <inheritdoc/>
    public IEnumerable<(UInt128 KeyHash, Operation Operation)> RejectionKeys() =>
        Locked(() => _rejections.Keys.ToArray());

    /// <inheritdoc/>
    public IEnumerable<RejectedItem> RejectedItems() =>
        Locked(() => _rejections.Values.OrderByDescending(item => item.LastTried).ToArray());

    /// <inheritdoc/>
    public void RetryRejections()
    {
        lock (_gate)
        {
            _retryNow.UnionWith(_rejections.Keys);
        }
    }

    /// <inheritdoc/>
    public RunRecord? LastEndedRun(DateTimeOffset before) =>
        Locked(() =>
            RecordCopy.Of(
                _runs.FindLast(run =>
                    run.ContentHash.Length > 0
                    && run.Report.Status is not (RunStatus.Running or RunStatus.Held or RunStatus.Superseded)
                    && run.Finished?.ToUnixTimeMilliseconds() <= before.ToUnixTimeMilliseconds()
                )
            )
        );

    /// <inheritdoc/>
    public RunRecord? HeldRun() => Locked(() => Newest(RunStatus.Held));

    /// <inheritdoc/>
    public IReadOnlyList<RetiredMembership> RetiredMemberships(DateTimeOffset at) =>
        Locked(() => _retired.FindAll(retired => retired.KeepUntil > at).ToArray());

    /// <inheritdoc/>
    public IReadOnlyList<RunSummary> Runs(int limit = 1000) =>
        Locked(() =>
            _runs
                .AsEnumerable()
                .Reverse()
                .Take(limit)
                .Select(run => RecordCopy.Of(run)!)
                .Select(run => new RunSummary(run.Id, run.Report.Status, run.Started, run.Finished, run.Report))
                .ToArray()
        );

    /// <inheritdoc/>
    public RunReport? FindRun(string run) =>
        Locked(() =>
        {
            var begins = _runs.FindAll(one => one.Id.StartsWith(run, StringComparison.Ordinal));
            var found = begins.Find(one => one.Id == run) ?? (begins.Count == 1 ? begins[0] : null);
            return RecordCopy.Of(found)?.Report;
        });

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    private RunRecord WithTraffic(RunRecord run) =>
        _traffic is { } traffic
            ? run with
            {
                Report = run.Report with { Requests = traffic.Requests, BytesSent = traffic.BytesSent },
            }
            : run;

    private RunRecord? Newest(RunStatus status) => RecordCopy.Of(_runs.FindLast(run => run.Report.Status == status));

    private void RefuseSecondRunning(RunRecord? run)
    {
        if (
            run?.Report.Status == RunStatus.Running
            && _runs.Find(other => other.Report.Status == RunStatus.Running && other.Id != run.Id) is { } running
        )
        {
            throw new InvalidOperationException($"Run {running.Id} still goes on; {run.Id} cannot begin.");
        }
    }

    private void WriteRun(LedgerStep step)
    {
        _sync = RecordCopy.Of(step.Sync) ?? _sync;
        for (var index = 0; step.SupersedeHeldRuns && index < _runs.Count; index++)
        {
            if (_runs[index].Report.Status == RunStatus.Held)
            {
                _runs[index] = _runs[index] with
                {
                    Report = _runs[index].Report with { Status = RunStatus.Superseded },
                };
            }
        }
        if (step.ClearRun)
        {
            _pieces.Clear();
            _outcomes.Clear();
        }
        if (RecordCopy.Of(step.Run) is { } run)
        {
            _traffic = null;
            var known = _runs.FindIndex(other => other.Id == run.Id);
            if (known < 0)
            {
                _runs.Add(run);
            }
            else
            {
                _runs[known] = run;
            }
        }
        _traffic = step.Traffic ?? _traffic;
        if (step.Retired is { } retired && !_retired.Contains(retired))
        {
            _retired.Add(retired);
        }
    }

    private void WritePieces(LedgerStep step)
    {
        foreach (var gone in step.GonePieces)
        {
            _pieces.Remove(gone);
        }
        foreach (var piece in step.Pieces)
        {
            _pieces[(piece.Lane, piece.Start)] = piece;
        }
        foreach (var gone in step.GoneOutcomes)
        {
            _outcomes.Remove(gone);
        }
        foreach (var (lane, range) in step.Outcomes)
        {
            _outcomes[(lane, range.Start)] = range;
        }
    }

    private void WriteRejections(LedgerStep step)
    {
        if (step.ClearRejections)
        {
            _rejections.Clear();
            _retryNow.Clear();
        }
        foreach (var gone in step.GoneRejections)
        {
            _rejections.Remove(gone);
            _retryNow.Remove(gone);
        }
        foreach (var item in step.Rejected)
        {
            _rejections[(item.KeyHash, item.Operation)] = RecordCopy.Of(item);
            _retryNow.Remove((item.KeyHash, item.Operation));
        }
    }

    private sealed record ProgressCopy(
        IReadOnlyList<KeyValuePair<(Lane Lane, long Start), PieceRecord>> Pieces,
        IReadOnlyList<KeyValuePair<(Lane Lane, long Start), OutcomeRange>> Outcomes,
        RunTraffic? Traffic
    );
}
