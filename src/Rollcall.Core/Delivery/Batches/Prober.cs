namespace Rollcall.Core.Delivery.Batches;

/// <summary>
/// Tells an endpoint that refuses some items from one that refuses everything. Until it has accepted something in this
/// run, a refused batch is not split: up to five single items spread over it are sent, one at a time. One accepted: it
/// works, and splitting begins. None: it is failing, or the list is gone, and nobody is recorded as rejected.
/// </summary>
internal sealed class Prober(Splitter splitter, DeliveryStop stop)
{
    /// <summary>Keeps a refused piece until it is known whether its endpoint works.</summary>
    public void Hold(LaneWork lane, Piece piece)
    {
        var endpoint = lane.Endpoint;
        lane.Hold(piece);
        if (endpoint.State == EndpointState.Failing)
        {
            return;
        }
        var probing = endpoint.Probing ??= new Probing();
        if (piece.Count > EndpointWork.TakenAtItsWord)
        {
            if (!probing.HasTargets)
            {
                probing.Spread(lane, piece);
            }
        }
        else if (!probing.HasTargets || piece.Probe)
        {
            probing.Refused++;
            probing.AllNotFound &= piece.NotFound;
        }
    }

    /// <summary>The next single item to be tried, carved out of the batch that was refused.</summary>
    public static Piece? TakeProbe(Probing probing, LaneWork lane, DateTimeOffset now)
    {
        if (probing.Retry is { } retry)
        {
            if (retry.Lane != lane || retry.Due > now)
            {
                return null;
            }
            probing.Retry = null;
            return retry.Piece;
        }
        return probing.HasNext ? Carve(probing, lane) : null;
    }

    /// <summary>Something was accepted: what is held is sent after all, or split.</summary>
    public void Works(EndpointWork endpoint, IEnumerable<LaneWork> lanes)
    {
        if (endpoint.Probing?.Retry is { } retry)
        {
            retry.Lane.MakeReady(retry.Piece);
        }
        endpoint.Probing = null;
        foreach (var lane in lanes.Where(lane => lane.Endpoint == endpoint))
        {
            foreach (var piece in lane.Refused.ToList())
            {
                lane.Release(piece);
                if (piece.Refused)
                {
                    splitter.SplitOrReject(lane, piece);
                }
                else
                {
                    lane.MakeReady(piece);
                }
            }
        }
    }

    /// <summary>Whether an endpoint has been tried enough, or nothing is left to try it with.</summary>
    public static bool IsExhausted(EndpointWork endpoint, IEnumerable<LaneWork> lanes) =>
        endpoint is { Probing: { Retry: null, HasNext: false } probing, InFlight: 0 }
        && (
            probing.HasTargets
            || probing.Refused >= EndpointWork.Probes
            || lanes.All(lane => lane.Endpoint != endpoint || (!lane.HasFresh && !lane.HasReady && lane.Waiting == 0))
        );

    /// <summary>Nothing was accepted.</summary>
    public void Conclude(EndpointWork endpoint, IReadOnlyList<LaneWork> lanes)
    {
        var held = lanes.Where(lane => lane.Endpoint == endpoint && lane.Refused.Count > 0).ToList();
        var onlyRetries =
            held.TrueForAll(lane => LaneOrder.IsRetryOfRejected(lane.Lane))
            && lanes.All(lane => lane.Endpoint != endpoint || LaneOrder.IsRetryOfRejected(lane.Lane) || lane.IsDone);
        if (onlyRetries)
        {
            endpoint.Probing = null;
            held.ForEach(lane => splitter.RejectAllAgain(lane));
        }
        else
        {
            endpoint.IsFailing();
            if (endpoint.Probing!.AllNotFound)
            {
                stop.Because(StopReason.ListGone, held.SelectMany(lane => lane.Refused).First().LastError);
            }
        }
    }

    private static Piece? Carve(Probing probing, LaneWork lane)
    {
        var (target, position) = probing.Next();
        var piece = target.Refused.First(held => held.Start <= position && position < held.End);
        target.Release(piece);
        var probe = piece.Part(position, 1, split: false, probe: true);
        var before = piece.Part(piece.Start, (int)(position - piece.Start), split: true);
        var after = piece.Part(position + 1, (int)(piece.End - position - 1), split: true);
        var rest = new[] { before, after }.Where(part => part.Count > 0).ToArray();
        target.Replace(piece, [.. rest, probe]);
        foreach (var part in rest)
        {
            target.Hold(part);
        }
        return probe;
    }
}
