using Rollcall.Core.Diffing;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>
/// Holds the adds of replaced items back until their removals are acknowledged and no unanswered attempt at them can
/// land any more; those whose removal was not acknowledged stay as they are.
/// </summary>
internal sealed class ReplacedLane(Plan plan, IReadOnlyList<LaneWork> lanes, Func<DateTimeOffset?> removesMayLandUntil)
{
    private List<(long Start, long End)>? _acknowledged;

    /// <summary>Whether the removals have come to an end.</summary>
    public bool IsOpen => _acknowledged is not null;

    /// <summary>Opens the lane once the removals have come to an end.</summary>
    public void OpenIfReady(LaneWork lane, DateTimeOffset now)
    {
        if (lane.Lane != Lane.ReplacedAdds || IsOpen || lane.Count == 0)
        {
            return;
        }
        // Where removals wait for a person, the lane has none, and these wait with them.
        if (lanes.FirstOrDefault(other => other.Lane == Lane.Removes) is not { } removes || !HasEnded(removes))
        {
            return;
        }
        var from = plan.Summary.ReplacedFrom;
        var ranges = removes
            .Outcomes.Ranges.Where(range => range.Outcome == Outcome.Acknowledged && range.Start + range.Count > from)
            .ToList();
        if (removesMayLandUntil() is { } until && until > now)
        {
            lane.OpensAt = until;
        }
        _acknowledged =
        [
            .. ranges.Select(range => (Math.Max(range.Start - from, 0), range.Start + range.Count - from)),
        ];
        SkipGap(lane);
    }

    private static bool HasEnded(LaneWork removes) =>
        removes.InFlight == 0
        && (
            removes.Endpoint.State == EndpointState.Failing
            || (removes is { HasFresh: false, HasReady: false, Waiting: 0 } && removes.Endpoint.Probing is null)
        );

    /// <summary>Ends a cut where the acknowledged removals end.</summary>
    public long Shorten(LaneWork lane, long end)
    {
        if (lane.Lane != Lane.ReplacedAdds)
        {
            return end;
        }
        var range = _acknowledged!.Find(range => range.Start <= lane.Next && lane.Next < range.End);
        return Math.Min(end, range.End);
    }

    /// <summary>Settles what stands before the next acknowledged removal as left alone.</summary>
    public void SkipGap(LaneWork lane)
    {
        if (lane.Lane != Lane.ReplacedAdds || !lane.HasUncut || _acknowledged is null)
        {
            return;
        }
        var index = _acknowledged.FindIndex(range => range.End > lane.Next);
        var resume = index < 0 ? lane.Count : Math.Max(_acknowledged[index].Start, lane.Next);
        if (resume > lane.Next)
        {
            lane.Skip(resume);
        }
    }
}
