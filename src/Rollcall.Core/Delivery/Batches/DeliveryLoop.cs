using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Runs;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>
/// Sends a plan: takes in answers, chooses what is next, makes both durable in one transaction, and only then lets the
/// requests leave. One thread of control does all of it; only the sending itself overlaps.
/// </summary>
internal sealed class DeliveryLoop : IDisposable
{
    private static readonly TimeSpan HeadInterval = TimeSpan.FromMilliseconds(250);

    private readonly DeliveryWork _work;
    private readonly Sender _sender;
    private readonly TimeProvider _time;
    private readonly IRunProgress _progress;
    private readonly TimeSpan _timeout;
    private readonly RequestRecorder _recorder;
    private readonly CancellationTokenSource _abandon = new();
    private readonly Stack<RequestSlot> _slots = new();
    private readonly List<(LaneWork Lane, Piece Piece)> _leaving = [];
    private readonly ITimer _timer;
    private long _headWritten;
    private DateTimeOffset? _wake;
    private int _inFlight;
    private bool _anyAnswer;

    // An attempt that ended, or null to wake up. Continuations run inline, so that a simulation on one thread repeats.
    private readonly Channel<Attempt?> _events = Channel.CreateUnbounded<Attempt?>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true }
    );

    public DeliveryLoop(
        DeliveryWork work,
        Sender sender,
        TimeProvider time,
        IRunProgress progress,
        TimeSpan timeout,
        RequestRecorder recorder
    )
    {
        _recorder = recorder;
        (_work, _sender, _time, _progress, _timeout) = (work, sender, time, progress, timeout);
        _headWritten = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Goes on until everything is settled that can be settled in this run, or something stops it.</summary>
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
            await _work.Journal.CommitAsync(_work.Lanes, withRun: HeadIsDue()).ConfigureAwait(false);
            Send();
            if (_inFlight == 0 && (_work.Stop.Reason is not null || _wake is null))
            {
                return;
            }
            await WaitAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _abandon.Cancel();
        _abandon.Dispose();
        _timer.Dispose();
        foreach (var slot in _slots)
        {
            slot.Dispose();
        }
    }

    private void Wake() => _events.Writer.TryWrite(null);

    private void TakeIn()
    {
        while (_events.Reader.TryRead(out var happened))
        {
            if (happened is { } attempt)
            {
                TakeIn(attempt);
            }
        }
    }

    // The head's numbers are for people; what counts (pieces and outcomes) is in every step. So not with every one.
    private bool HeadIsDue()
    {
        if (_time.GetElapsedTime(_headWritten) < HeadInterval)
        {
            return false;
        }
        _headWritten = _time.GetTimestamp();
        _work.Journal.Run = _work.Journal.Run with
        {
            SplitRequests = _work.Splitter.RequestsUsed,
            Report = _work.ReportSoFar(),
        };
        _progress.Delivering(_work.Settled, _work.Planned);
        return true;
    }

    private void TakeIn(Attempt attempt)
    {
        _inFlight--;
        _anyAnswer = true;
        if (attempt.Fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
        var (lane, piece, slot) = (attempt.Lane, attempt.Piece, attempt.Slot);
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
        _slots.Push(slot);
    }

    private void Choose()
    {
        var now = _time.GetUtcNow();
        _wake = null;
        while (_work.Stop.Reason is null && MayLeave())
        {
            if (_work.Chooser.Next(now) is not { } piece)
            {
                _wake = _work.Chooser.Wake;
                return;
            }
            var lane = _work.LaneOf(piece);
            lane.Leaves(piece);
            _work.Pacer.Leaves(lane.Endpoint.Endpoint, now);
            piece.Attempts++;
            piece.AcceptedBefore = piece.AcceptedBefore < 0 ? lane.Endpoint.Accepted : piece.AcceptedBefore;
            if (piece.Split)
            {
                _work.Splitter.Spend();
            }
            _leaving.Add((lane, piece));
        }
    }

    // The first request of a process goes alone: wrong credentials or a dead host then cost one request, not four.
    private bool MayLeave()
    {
        var busy = _inFlight + _leaving.Count;
        return busy == 0 || (_anyAnswer && busy < _work.Pacer.Parallelism);
    }

    private void Send()
    {
        foreach (var (lane, piece) in _leaving)
        {
            var slot = _slots.TryPop(out var used) ? used : new RequestSlot();
            slot.Items.Clear();
            _work.Plan.Read(piece.Lane, piece.Start, piece.Count, slot.Items);
            var values = new BatchValues(lane.Operation, _work.MessageId(piece), piece.Answered);
            lane.Endpoint.Builder.Render(slot.Items, values, slot.Request);
            // Not when it was chosen: the step may have had to wait until it could be written.
            piece.AttemptStarted = _time.GetUtcNow();
            _inFlight++;
            _ = SendAsync(lane, piece, slot);
        }
        _leaving.Clear();
    }

    private async Task SendAsync(LaneWork lane, Piece piece, RequestSlot slot)
    {
        Attempt attempt;
        try
        {
            var answer = await _sender.SendAsync(slot.Request, _timeout, _abandon.Token).ConfigureAwait(false);
            attempt = new Attempt(lane, piece, slot, answer, null);
        }
#pragma warning disable CA1031 // Whatever it is, the loop rethrows it where it can be told.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            attempt = new Attempt(lane, piece, slot, null, fault);
        }
        _events.Writer.TryWrite(attempt);
    }

    private async ValueTask WaitAsync()
    {
        if (_wake is { } wake)
        {
            var wait = wake - _time.GetUtcNow();
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        await _events.Reader.WaitToReadAsync().ConfigureAwait(false);
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
