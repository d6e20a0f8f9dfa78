using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>The parts that deliver one plan, put together.</summary>
internal sealed class DeliveryWork
{
    private readonly Dictionary<Lane, LaneWork> _byLane;
    private readonly Func<DeliveryWork, RunReport> _report;
    private readonly string _runId;

    /// <summary>What is to be delivered of a plan, whatever an earlier process has done of it.</summary>
    public DeliveryWork(DeliveryParts parts, Func<DeliveryWork, RunReport> report)
    {
        (Plan, Journal, Tally, Pacer, _report) = (parts.Plan, parts.Journal, parts.Tally, parts.Pacer, report);
        _runId = parts.Journal.Run.Id;
        var known = parts.Recovered?.Outcomes.ToLookup(outcome => outcome.Lane, outcome => outcome.Range);
        Lanes =
        [
            .. LaneOrder
                .Served.Where(lane => !(parts.HoldRemovals && Diffing.Lanes.OperationOf(lane) == Operation.Remove))
                .Select(lane => new LaneWork(lane, Plan.Count(lane), parts.Endpoint(lane), known?[lane] ?? [])),
        ];
        _byLane = Lanes.ToDictionary(lane => lane.Lane);
        var rejections = new RejectionRecorder(Plan, parts.Outstanding, Journal, Tally, parts.Time);
        Splitter = new Splitter(rejections, Journal.Run.SplitRequests);
        var prober = new Prober(Splitter, Stop);
        var replaced = new ReplacedLane(Plan, Lanes, () => Journal.Sync.RemovesMayLandUntil);
        Chooser = new PieceChooser(Plan, Lanes, prober, Splitter, replaced, Pacer);
        Effects = new AnswerEffects(
            Plan,
            Lanes,
            prober,
            Splitter,
            rejections,
            parts.Retries,
            Stop,
            Journal,
            Tally,
            parts.Settle
        );
        Unsendable = new UnsendableItems(Plan, rejections, parts.Endpoint, known);
        Recover(parts.Recovered);
        OpenSettlingLanes();
    }

    public Plan Plan { get; }

    public RunJournal Journal { get; }

    public RunTally Tally { get; }

    public Pacer Pacer { get; }

    /// <summary>The lanes that are sent, in the order in which they are served.</summary>
    public IReadOnlyList<LaneWork> Lanes { get; }

    public DeliveryStop Stop { get; } = new();

    public Splitter Splitter { get; }

    public PieceChooser Chooser { get; }

    public AnswerEffects Effects { get; }

    public UnsendableItems Unsendable { get; }

    /// <summary>Items settled.</summary>
    public long Settled => Lanes.Sum(lane => lane.Outcomes.Settled);

    /// <summary>Items to be sent.</summary>
    public long Planned => Lanes.Sum(lane => lane.Count);

    public LaneWork LaneOf(Piece piece) => _byLane[piece.Lane];

    /// <summary>A batch's ID: the same for the same range of the same run, at every attempt, in every process.</summary>
    public string MessageId(Piece piece) => $"{_runId}-{(int)piece.Lane}-{piece.Start}-{piece.Count}";

    public RunReport ReportSoFar() => _report(this);

    /// <summary>Settles what is still open as it stands: what is in doubt stays so, what was refused comes first next time.</summary>
    public void Close()
    {
        var left = new List<Piece>();
        foreach (var lane in Lanes)
        {
            foreach (var piece in lane.TakeAllOpen())
            {
                left.Add(piece);
                lane.Settle(piece, Left(piece));
            }
        }
        TellOf(left);
    }

    /// <summary>What becomes of a piece that is not settled when its run ends.</summary>
    public static Outcome Left(Piece piece) =>
        piece.InDoubt ? Outcome.InDoubt
        : piece.Refused || piece.Split ? Outcome.Refused
        : Outcome.None;

    // Parts that were never sent have their error from the batch that they were part of: they add nothing to its count.
    private void TellOf(List<Piece> left)
    {
        if (Stop.Reason is StopReason.CredentialsRefused or StopReason.LongPause)
        {
            return;
        }
        foreach (var same in left.Where(piece => piece.LastError is not null).GroupBy(piece => piece.LastError!))
        {
            Tally.Error(
                same.Key,
                same.Sum(piece => (long)piece.Count),
                Math.Max(1, same.Count(piece => piece.Attempts > 0))
            );
        }
    }

    private void Recover(InterruptedRun? interrupted)
    {
        foreach (var lane in Lanes)
        {
            foreach (var range in lane.Outcomes.Ranges.Where(range => range.Outcome == Outcome.Acknowledged))
            {
                lane.Endpoint.Worked();
                Tally.Deliver(DeliveredItems.Count(Plan, lane.Lane, range.Start, range.Count));
            }
        }
        foreach (var record in interrupted?.Pieces ?? [])
        {
            if (_byLane.TryGetValue(record.Lane, out var lane))
            {
                Recover(lane, Piece.Recovered(record));
            }
        }
    }

    // A piece that was refused is sent once more where it is not known any more what its endpoint had turned out to be.
    private void Recover(LaneWork lane, Piece piece)
    {
        lane.Recover(piece);
        if (piece is { Refused: true, Count: > 1 } && lane.Endpoint.State == EndpointState.Works)
        {
            Splitter.SplitOrReject(lane, piece);
        }
        else
        {
            lane.MakeReady(piece);
        }
    }

    private void OpenSettlingLanes()
    {
        foreach (var lane in Lanes.Where(lane => LaneOrder.IsSettling(lane.Lane)))
        {
            lane.OpensAt =
                lane.Operation == Operation.Add ? Journal.Sync.RemovesMayLandUntil : Journal.Sync.AddsMayLandUntil;
        }
    }
}

/// <summary>What delivery is put together from.</summary>
internal sealed record DeliveryParts
{
    public required Plan Plan { get; init; }

    public required RunJournal Journal { get; init; }

    public required RunTally Tally { get; init; }

    public required Pacer Pacer { get; init; }

    public required RetrySchedule Retries { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The endpoint that serves a lane; the same one for lanes of one endpoint.</summary>
    public required Func<Lane, EndpointWork> Endpoint { get; init; }

    /// <summary>The rejections that are outstanding.</summary>
    public required ISet<(UInt128 KeyHash, Operation Operation)> Outstanding { get; init; }

    /// <summary>How long after its start an unanswered attempt may still land.</summary>
    public required TimeSpan Settle { get; init; }

    /// <summary>What an earlier process has done; null when this one begins.</summary>
    public InterruptedRun? Recovered { get; init; }

    /// <summary>Removals wait for a person.</summary>
    public bool HoldRemovals { get; init; }
}
