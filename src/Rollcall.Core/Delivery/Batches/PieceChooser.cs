using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>Chooses what is sent next: lane by lane in their order, within a lane retries first, then fresh batches, then parts of split ones.</summary>
internal sealed class PieceChooser(
    Plan plan,
    IReadOnlyList<LaneWork> lanes,
    Prober prober,
    Splitter splitter,
    ReplacedLane replaced,
    Pacer pacer
)
{
    /// <summary>Batches of an endpoint that may wait for another try before no fresh ones are cut.</summary>
    private const int MostWaiting = 64;

    private DateTimeOffset? _wake;
    private LaneWork? _cutting;

    /// <summary>When something that can not be sent yet can be; null when nothing waits for a time. Of the last call of <see cref="Next"/>.</summary>
    public DateTimeOffset? Wake => _wake;

    /// <summary>The next piece to send now; null when there is none.</summary>
    public Piece? Next(DateTimeOffset now)
    {
        while (true)
        {
            _wake = null;
            if (Choose(now) is { } piece)
            {
                return piece;
            }
            if (!ConcludeProbing())
            {
                return null;
            }
        }
    }

    private Piece? Choose(DateTimeOffset now)
    {
        var addsAreBusy = false;
        foreach (var lane in lanes)
        {
            replaced.OpenIfReady(lane, now);
            if (lane.IsDone || lane.Endpoint.State == EndpointState.Failing || !IsOpen(lane, now))
            {
                continue;
            }
            if (addsAreBusy && lane.Operation == Operation.Remove)
            {
                return null;
            }
            if (ChooseIn(lane, now) is { } piece)
            {
                return piece;
            }
            addsAreBusy |= lane.Operation == Operation.Add && lane.InFlight > 0;
        }
        return null;
    }

    private bool IsOpen(LaneWork lane, DateTimeOffset now)
    {
        if (lane.Lane == Lane.ReplacedAdds && !replaced.IsOpen)
        {
            return false;
        }
        if (lane.OpensAt is { } opens && opens > now)
        {
            WakeAt(opens);
            return false;
        }
        return true;
    }

    private Piece? ChooseIn(LaneWork lane, DateTimeOffset now)
    {
        var wait = pacer.WaitFor(lane.Endpoint.Endpoint, now);
        if (wait > TimeSpan.Zero)
        {
            WakeAt(now + wait);
            return null;
        }
        if (lane.Endpoint.Probing is { } probing && (probing.HasTargets || probing.Retry is not null))
        {
            return ChooseProbe(probing, lane, now);
        }
        if (lane.Endpoint.Probing is { } small && (lane.Endpoint.InFlight > 0 || small.Refused >= EndpointWork.Probes))
        {
            return null; // small batches serve as probes: one at a time, and no more of them
        }
        var due = lane.TakeDue(now);
        if (due is null && lane.NextDue is { } next)
        {
            WakeAt(next);
        }
        return due ?? (MayCut(lane) ? TakeFresh(lane) : null) ?? TakeReady(lane);
    }

    private Piece? ChooseProbe(Probing probing, LaneWork lane, DateTimeOffset now)
    {
        if (lane.Endpoint.InFlight > 0)
        {
            return null; // an answer that is under way may tell as much
        }
        if (probing.Retry is { } retry && retry.Due > now)
        {
            WakeAt(retry.Due);
        }
        return probing.Retry is not null || probing.NextLane == lane ? Prober.TakeProbe(probing, lane, now) : null;
    }

    private static bool MayCut(LaneWork lane) =>
        lane.HasFresh
        && lane.Waiting < MostWaiting
        && (lane.Endpoint.FailuresInARow < 4 || (lane.Waiting == 0 && lane.Endpoint.InFlight == 0));

    /// <summary>Cuts pieces that are next to leave, so that their intents are durable when their turn comes.</summary>
    /// <param name="most">How many of them there may be.</param>
    /// <param name="intent">The record that will hold their intents.</param>
    public void CutAhead(int most, long intent)
    {
        // Only where the endpoint has proved to work: else what comes next may be a probe, or nothing.
        while (
            _cutting is { HasUncut: true, Endpoint: { State: EndpointState.Works, Probing: null } } lane
            && lane.Ahead.Count < most
            && MayCut(lane)
        )
        {
            var piece = Cut(lane);
            piece.Intent = intent;
            lane.KeepAhead(piece);
        }
    }

    private Piece? TakeFresh(LaneWork lane)
    {
        while (lane.TakeAhead() is { } piece)
        {
            if (piece.Count <= lane.Endpoint.BatchSize)
            {
                return piece;
            }
            // A 413 has come since it was cut.
            Splitter.CutSmaller(lane, piece, lane.Endpoint.BatchSize);
        }
        if (!lane.HasUncut)
        {
            return null;
        }
        _cutting = lane;
        return Cut(lane);
    }

    private Piece Cut(LaneWork lane)
    {
        var endpoint = lane.Endpoint;
        var room = endpoint.Endpoint.BatchBytes - endpoint.Builder.Overhead;
        var end = plan.CutEnd(lane.Lane, lane.Next, endpoint.BatchSize, room, endpoint.Builder.MeasureItem);
        var piece = lane.Cut(replaced.Shorten(lane, end));
        replaced.SkipGap(lane);
        return piece;
    }

    private Piece? TakeReady(LaneWork lane)
    {
        while (lane.TakeReady() is { } piece)
        {
            if (!piece.Split || splitter.HasBudget)
            {
                return piece;
            }
            lane.Hold(piece); // not isolated in this run: it comes first in the next
        }
        return null;
    }

    private bool ConcludeProbing()
    {
        var endpoint = lanes
            .Select(lane => lane.Endpoint)
            .FirstOrDefault(endpoint => endpoint.State == EndpointState.Unknown && Prober.IsExhausted(endpoint, lanes));
        if (endpoint is null)
        {
            return false;
        }
        prober.Conclude(endpoint, lanes);
        return true;
    }

    private void WakeAt(DateTimeOffset time)
    {
        if (_wake is null || time < _wake)
        {
            _wake = time;
        }
    }
}
