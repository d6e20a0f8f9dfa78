using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>What the acknowledgement of a range counts as.</summary>
internal static class DeliveredItems
{
    /// <summary>Adds, removes and changes in a range. A replaced item counts once, when it has been added again.</summary>
    public static OperationCounts Count(Plan plan, Lane lane, long start, long count)
    {
        if (lane == Lane.ReplacedAdds)
        {
            return new OperationCounts(Change: count);
        }
        if (Lanes.OperationOf(lane) == Operation.Remove)
        {
            var end = lane == Lane.Removes ? Math.Min(start + count, plan.Summary.ReplacedFrom) : start + count;
            return new OperationCounts(Remove: Math.Max(end - start, 0));
        }
        var changes = plan.ChangesIn(lane, start, count);
        return new OperationCounts(Add: count - changes, Change: changes);
    }
}
