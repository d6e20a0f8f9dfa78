using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>What is left to do of a lane: the part that is not cut yet, the open pieces, and what is settled.</summary>
internal sealed class LaneWork
{
    private static readonly Comparer<Piece> ByStart = Comparer<Piece>.Create((a, b) => a.Start.CompareTo(b.Start));

    private readonly Dictionary<long, Piece> _open = [];
    private readonly SortedSet<Piece> _ready = new(ByStart);
    private readonly SortedSet<Piece> _refused = new(ByStart);
    private readonly PriorityQueue<Piece, (DateTimeOffset, long)> _waiting = new();
    private readonly Queue<Piece> _ahead = new();
    private readonly HashSet<long> _changed = [];
    private readonly HashSet<long> _recorded = [];

    /// <summary>A lane as the plan and what is recorded of it say.</summary>
    public LaneWork(Lane lane, long count, EndpointWork endpoint, IEnumerable<OutcomeRange> known)
    {
        (Lane, Count, Endpoint) = (lane, count, endpoint);
        Outcomes = new OutcomeMap(lane, known);
        Next = Outcomes.End;
        endpoint.ItemsPlanned += count;
    }

    public Lane Lane { get; }

    /// <summary>Items in the plan.</summary>
    public long Count { get; }

    public EndpointWork Endpoint { get; }

    public Operation Operation => Lanes.OperationOf(Lane);

    public OutcomeMap Outcomes { get; }

    /// <summary>The first position that was never cut.</summary>
    public long Next { get; private set; }

    /// <summary>Nothing is cut before this: an opposite attempt may still land.</summary>
    public DateTimeOffset? OpensAt { get; set; }

    public int InFlight { get; private set; }

    public int Waiting => _waiting.Count;

    public bool HasReady => _ready.Count > 0;

    public bool HasUncut => Next < Count;

    /// <summary>Whether there are items that were never sent, nor part of a piece that was.</summary>
    public bool HasFresh => HasUncut || _ahead.Count > 0;

    /// <summary>Pieces that are cut, recorded, and next to leave.</summary>
    public Queue<Piece> Ahead => _ahead;

    /// <summary>Nothing is open and nothing uncut.</summary>
    public bool IsDone => _open.Count == 0 && !HasUncut;

    /// <summary>Pieces that were refused, or left over beside a probe, and wait for what the endpoint turns out to be.</summary>
    public IReadOnlyCollection<Piece> Refused => _refused;

    public IEnumerable<Piece> Open => _open.Values;

    /// <summary>When the next waiting piece is due; null when none waits.</summary>
    public DateTimeOffset? NextDue => _waiting.TryPeek(out _, out var due) ? due.Item1 : null;

    /// <summary>Takes in a piece that was cut before a crash.</summary>
    public void Recover(Piece piece)
    {
        _open.Add(piece.Start, piece);
        _recorded.Add(piece.Start);
        Next = Math.Max(Next, piece.End);
        _changed.Add(piece.Start);
    }

    /// <summary>Cuts the next piece off the uncut part.</summary>
    public Piece Cut(long end)
    {
        var piece = new Piece(Lane, Next, (int)(end - Next));
        _open.Add(piece.Start, piece);
        Next = end;
        return piece;
    }

    /// <summary>The piece, just cut, is recorded now and leaves when its turn comes.</summary>
    public void KeepAhead(Piece piece)
    {
        piece.Ahead = true;
        _ahead.Enqueue(piece);
        _changed.Add(piece.Start);
    }

    public Piece? TakeAhead()
    {
        if (!_ahead.TryDequeue(out var piece))
        {
            return null;
        }
        piece.Ahead = false;
        _changed.Add(piece.Start);
        return piece;
    }

    /// <summary>Nothing of what was cut ahead has left, and nothing will now.</summary>
    public void ReleaseAhead()
    {
        while (TakeAhead() is { } piece)
        {
            MakeReady(piece);
        }
    }

    /// <summary>Leaves the next items alone, up to a position.</summary>
    public void Skip(long end)
    {
        Settle(Next, end - Next, Outcome.None, mayLand: false);
        Next = end;
    }

    public Piece? TakeDue(DateTimeOffset now) =>
        _waiting.TryPeek(out _, out var due) && due.Item1 <= now ? _waiting.Dequeue() : null;

    public Piece? TakeReady()
    {
        if (_ready.Min is not { } piece)
        {
            return null;
        }
        _ready.Remove(piece);
        return piece;
    }

    public void Leaves(Piece piece)
    {
        piece.Sending = true;
        InFlight++;
        Endpoint.InFlight++;
        _changed.Add(piece.Start);
    }

    public void ComesBack(Piece piece)
    {
        (piece.Sending, piece.Intent) = (false, null);
        InFlight--;
        Endpoint.InFlight--;
        _changed.Add(piece.Start);
    }

    /// <summary>The piece is sent again at a time.</summary>
    public void Wait(Piece piece, DateTimeOffset until) => _waiting.Enqueue(piece, (until, piece.Start));

    /// <summary>The piece was refused, or is what a probe left over; what becomes of it depends on the endpoint.</summary>
    public void Hold(Piece piece)
    {
        _refused.Add(piece);
        _changed.Add(piece.Start);
    }

    public void Release(Piece piece) => _refused.Remove(piece);

    /// <summary>The piece may be sent.</summary>
    public void MakeReady(Piece piece) => _ready.Add(piece);

    /// <summary>Puts parts, which together cover it, in a piece's place.</summary>
    public void Replace(Piece piece, params ReadOnlySpan<Piece> parts)
    {
        _open.Remove(piece.Start);
        _changed.Add(piece.Start);
        foreach (var part in parts)
        {
            _open.Add(part.Start, part);
            _changed.Add(part.Start);
        }
    }

    /// <summary>The piece is settled as a whole.</summary>
    public void Settle(Piece piece, Outcome outcome)
    {
        Settle(piece.Start, piece.Count, outcome, piece.MayLand);
        Forget(piece);
    }

    /// <summary>A part of a piece is settled; <see cref="Forget"/> follows.</summary>
    public void Settle(long start, long count, Outcome outcome, bool mayLand) =>
        Outcomes.Set(start, count, outcome, mayLand);

    /// <summary>The piece is no more.</summary>
    public void Forget(Piece piece)
    {
        _open.Remove(piece.Start);
        _changed.Add(piece.Start);
    }

    /// <summary>Empties the queues: everything open is to be settled as it stands.</summary>
    public List<Piece> TakeAllOpen()
    {
        _ready.Clear();
        _refused.Clear();
        _waiting.Clear();
        _ahead.Clear();
        return [.. _open.Values.OrderBy(piece => piece.Start)];
    }

    /// <summary>Says in a step what has changed since the last one.</summary>
    public void WriteTo(LedgerStep step)
    {
        foreach (var start in _changed)
        {
            if (_open.TryGetValue(start, out var piece))
            {
                _recorded.Add(start);
                step.Pieces.Add(piece.ToRecord());
            }
            else if (_recorded.Remove(start))
            {
                step.GonePieces.Add((Lane, start));
            }
        }
        _changed.Clear();
        Outcomes.WriteTo(step);
    }
}
