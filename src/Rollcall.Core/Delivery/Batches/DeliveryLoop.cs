using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Rollcall.Core.Runs;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>
/// Sends a plan: takes in answers, chooses what is next, records both, and only lets requests leave whose intent is durable.
/// One thread of control does all of it; sending, large renderings and flushes to disk overlap with it.
/// </summary>
internal sealed class DeliveryLoop : IDisposable
{
    private static readonly TimeSpan HeadInterval = TimeSpan.FromMilliseconds(250);

    private readonly DeliveryWork _work;
    private readonly Preparation _preparation;
    private readonly Sender _sender;
    private readonly TimeProvider _time;
    private readonly IRunProgress _progress;
    private readonly TimeSpan _timeout;
    private readonly RequestRecorder _recorder;
    private readonly Lookahead _ahead;
    private readonly CancellationTokenSource _abandon = new();
    private readonly List<(LaneWork Lane, Piece Piece)> _leaving = [];
    private readonly ITimer _timer;
    private readonly Action _wakeUp;
    private long _headWritten;
    private DateTimeOffset? _wake;
    private int _inFlight;
    private bool _anyAnswer;
    private bool _isHeldBack;
    private TimeSpan _flushWaits;

    // An attempt that ended, or null to wake up. Continuations run inline, so that a simulation on one thread repeats.
    private readonly Channel<Attempt?> _events = Channel.CreateUnbounded<Attempt?>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true }
    );

    public DeliveryLoop(
        DeliveryWork work,
        Sender sender,
        TimeProvider time,
        IRunProgress progress,
        DeliveryPace pace,
        RequestRecorder recorder
    )
    {
        _recorder = recorder;
        (_work, _sender, _time, _progress, _timeout) = (work, sender, time, progress, pace.Timeout);
        _preparation = new Preparation(work, pace.Workers);
        _ahead = new Lookahead(work.Journal, work.Pacer, time);
        _headWritten = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _wakeUp = Wake;
    }

    /// <summary>Goes on until everything is settled that can be settled in this run, and durable, or something stops it.</summary>
    /// <param name="stop">Nothing more is sent; what is in flight is waited for.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var wakeOnStop = stop.Register(Wake).ConfigureAwait(false);
        while (true)
        {
            TakeIn();
            if (stop.IsCancellationRequested)
            {
                _work.Stop.Because(StopReason.Canceled);
            }
            Choose();
            await _work.Journal.RecordAsync(_work.Lanes, withRun: HeadIsDue()).ConfigureAwait(false);
            Flush();
            Send();
            if (IsOver())
            {
                await EndAsync().ConfigureAwait(false);
                return;
            }
            if (!(_isHeldBack && _work.Journal.IsDurable))
            {
                await WaitAsync().ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _abandon.Cancel();
        _abandon.Dispose();
        _timer.Dispose();
        _preparation.Dispose();
    }

    private void Flush()
    {
        _flushWaits = _ahead.FlushMayWait(isWaitedFor: AnyIntentIsNotDurable());
        if (_flushWaits == TimeSpan.Zero && _work.Journal.Flush(_wakeUp))
        {
            _ahead.FlushBegan();
        }
    }

    private bool AnyIntentIsNotDurable()
    {
        foreach (var (_, piece) in _leaving)
        {
            if (piece.Intent > _work.Journal.Durable)
            {
                return true;
            }
        }
        return false;
    }

    private void Wake() => _events.Writer.TryWrite(null);

    private bool IsOver() =>
        _inFlight + _leaving.Count == 0 && !_isHeldBack && (_work.Stop.Reason is not null || _wake is null);

    // Whatever still was on its way to the disk is there afterwards; and a process that another has taken over from ends here.
    private async ValueTask EndAsync()
    {
        NoteHead();
        foreach (var lane in _work.Lanes)
        {
            lane.ReleaseAhead();
        }
        await _work.Journal.CommitAsync(_work.Lanes, withRun: true).ConfigureAwait(false);
        await _preparation.EndAsync().ConfigureAwait(false);
    }

    private void TakeIn()
    {
        while (_events.Reader.TryRead(out var happened))
        {
            if (happened is { } attempt)
            {
                TakeIn(attempt);
            }
        }
        // Last: the event that tells of a flush may be among those that were just read.
        _work.Journal.TakeInFlush();
    }

    // The head's numbers are for people; what counts (pieces and outcomes) is in every step. So not with every one.
    private bool HeadIsDue()
    {
        if (_time.GetElapsedTime(_headWritten) < HeadInterval)
        {
            return false;
        }
        NoteHead();
        _progress.Delivering(_work.Settled, _work.Planned);
        return true;
    }

    private void NoteHead()
    {
        _headWritten = _time.GetTimestamp();
        _work.Journal.Run = _work.Journal.Run with
        {
            SplitRequests = _work.Splitter.RequestsUsed,
            Report = _work.ReportSoFar(),
        };
    }

    private void TakeIn(Attempt attempt)
    {
        _inFlight--;
        _anyAnswer = true;
        _ahead.Answered(attempt.Piece.Count);
        if (attempt.Fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
        var (lane, piece, slot) = (attempt.Lane, attempt.Piece, attempt.Slot!);
        var answer = attempt.Answer!;
        var now = _time.GetUtcNow();
        _work.Pacer.Learn(answer, now);
        var judgement = lane.Endpoint.Judge.Read(answer, slot.Items);
        var succeeded = judgement.Verdict is Verdict.Accepted or Verdict.PartlyAccepted;
        var endpoint = lane.Endpoint.Endpoint;
        _recorder.Add(endpoint, slot.Request, piece.Count, answer, judgement, piece.AttemptStarted, now);
        _work.Tally.Attempt(answer, succeeded, piece.Attempts > 1);
        if (_work.Pacer.PausedUntil is { } until && until > now)
        {
            _work.Journal.PauseUntil(until);
        }
        _work.Effects.Apply(lane, piece, answer, judgement, now);
        _preparation.Return(slot);
    }

    private void Choose()
    {
        var now = _time.GetUtcNow();
        (_wake, _isHeldBack) = (null, _work.Stop.Reason is null && !_ahead.MayGoOn);
        while (_work.Stop.Reason is null && MayLeave())
        {
            if (_work.Chooser.Next(now) is not { } piece)
            {
                _wake = _work.Chooser.Wake;
                break;
            }
            var lane = _work.LaneOf(piece);
            lane.Leaves(piece);
            piece.Intent ??= _work.Journal.Next;
            _work.Pacer.Leaves(lane.Endpoint.Endpoint, now);
            piece.Attempts++;
            piece.AcceptedBefore = piece.AcceptedBefore < 0 ? lane.Endpoint.Accepted : piece.AcceptedBefore;
            if (piece.Split)
            {
                _work.Splitter.Spend();
            }
            _leaving.Add((lane, piece));
        }
        if (_work.Stop.Reason is null)
        {
            _work.Chooser.CutAhead(_ahead.Pieces, _work.Journal.Next);
        }
    }

    // The first request of a process goes alone: wrong credentials or a dead host then cost one request, not four.
    private bool MayLeave()
    {
        var busy = _inFlight + _leaving.Count;
        return !_isHeldBack && (busy == 0 || (_anyAnswer && busy < _work.Pacer.Parallelism));
    }

    private void Send()
    {
        var staying = 0;
        for (var index = 0; index < _leaving.Count; index++)
        {
            var (lane, piece) = _leaving[index];
            if (piece.Intent > _work.Journal.Durable)
            {
                _leaving[staying++] = (lane, piece);
                continue;
            }
            _inFlight++;
            _ahead.Left();
            var prepared = _preparation.Of(lane, piece);
            _ = Preparation.IsLarge(piece)
                ? _preparation.BesideAsync(() => SendAsync(lane, piece, prepared))
                : SendAsync(lane, piece, prepared);
        }
        _leaving.RemoveRange(staying, _leaving.Count - staying);
        _preparation.Begin(_work.Lanes);
    }

    private async Task SendAsync(LaneWork lane, Piece piece, ValueTask<RequestSlot> prepared)
    {
        Attempt attempt;
        try
        {
            var slot = await prepared.ConfigureAwait(false);
            // Not when it was chosen: it may have had to wait for the disk, and to be rendered.
            piece.AttemptStarted = _time.GetUtcNow();
            var answer = await _sender.SendAsync(slot.Request, _timeout, _abandon.Token).ConfigureAwait(false);
            attempt = new Attempt(lane, piece, slot, answer, null);
        }
#pragma warning disable CA1031 // Whatever it is, the loop rethrows it where it can be told.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            attempt = new Attempt(lane, piece, null, null, fault);
        }
        _events.Writer.TryWrite(attempt);
    }

    private async ValueTask WaitAsync()
    {
        var wait = _wake - _time.GetUtcNow();
        if (_flushWaits > TimeSpan.Zero && !(wait < _flushWaits))
        {
            wait = _flushWaits;
        }
        if (wait is { } limit)
        {
            _timer.Change(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        await _events.Reader.WaitToReadAsync().ConfigureAwait(false);
        if (wait is not null)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}

/// <summary>How a delivery goes about its requests.</summary>
/// <param name="Timeout">Of an attempt, over everything.</param>
/// <param name="Workers">Where large requests are rendered.</param>
internal sealed record DeliveryPace(TimeSpan Timeout, TaskScheduler Workers);
