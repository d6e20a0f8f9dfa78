using System.Text;
using Rollcall.Core.Diffing;
using Rollcall.Core.Members;

namespace Rollcall.Core.Runs;

/// <summary>Some of the users that a plan would remove, for the person who has to decide.</summary>
internal static class LeavingExamples
{
    private const int Most = 20;

    /// <summary>By the first field of their key. The plan is sorted by the keys' hashes, so that the first ones are as good as drawn.</summary>
    /// <param name="planFolder">The plan.</param>
    public static IReadOnlyList<string> Of(string planFolder)
    {
        using var plan = Plan.Open(planFolder);
        using var items = new ItemBatch();
        var found = new List<string>();
        foreach (var lane in (Lane[])[Lane.Removes, Lane.SettlingRemoves, Lane.RejectedRemoves])
        {
            // Behind that place stand the removals of items that are added again.
            var leaving =
                lane == Lane.Removes ? Math.Min(plan.Summary.ReplacedFrom, plan.Count(lane)) : plan.Count(lane);
            plan.Read(lane, 0, (int)Math.Min(Most - found.Count, leaving), items);
            for (var index = 0; index < items.Count; index++)
            {
                found.Add(Encoding.UTF8.GetString(ItemRecordReader.At(items[index], plan.Layout.KeyIndexes[0]).Text));
            }
        }
        return found;
    }
}
