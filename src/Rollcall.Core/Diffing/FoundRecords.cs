using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Finds the records of wanted items that wait for them.</summary>
/// <param name="records">Reads them.</param>
/// <param name="mostBytes">Bytes of steps and records to hold at once, but for a single longer one.</param>
internal sealed class FoundRecords(ItemRecords records, long mostBytes)
{
    private readonly PlanSteps _steps = new();

    /// <summary>Finds the records of as many steps as can be held at once.</summary>
    /// <param name="waiting">The steps.</param>
    /// <param name="from">The first.</param>
    /// <param name="found">They, with their records; valid until the next call.</param>
    /// <returns>The step before which it ended.</returns>
    public int Find(PlanSteps waiting, int from, out PlanSteps found)
    {
        found = _steps;
        for (var to = waiting.Count; ; to = Middle(waiting, from, to))
        {
            _steps.Clear();
            _steps.Add(waiting, from..to);
            if (FindAll(to - from))
            {
                return to;
            }
        }
    }

    /// <summary>False: there are more bytes than can be held.</summary>
    private bool FindAll(int steps)
    {
        var entries = new List<ItemEntry>(steps);
        var owners = new List<int>(steps);
        for (var index = 0; index < steps; index++)
        {
            if (_steps[index] is { IsRemoval: false, IsHeld: false })
            {
                entries.Add(_steps[index].Wanted);
                owners.Add(index);
            }
        }
        ItemEntry[] sorted = [.. entries];
        int[] order = [.. owners];
        Array.Sort(Array.ConvertAll(sorted, entry => entry.Place), order);
        for (var index = 0; index < sorted.Length; index++)
        {
            sorted[index] = _steps[order[index]].Wanted;
        }
        var hasRoom = true;
        records.Read(
            sorted,
            (index, record) =>
            {
                hasRoom &= sorted.Length == 1 || _steps.Bytes + record.Length <= mostBytes;
                if (hasRoom)
                {
                    _steps.Hold(order[index], record);
                }
            }
        );
        return hasRoom;
    }

    // A replaced item's removal and addition stay together.
    private static int Middle(PlanSteps waiting, int from, int to)
    {
        var middle = from + Math.Max(1, (to - from) / 2);
        return waiting[middle - 1].IsReplaced ? middle + 1 : middle;
    }
}
