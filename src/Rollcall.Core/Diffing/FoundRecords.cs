using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Finds the records of wanted items that wait for them. The buffers are used again.</summary>
/// <param name="records">Reads them.</param>
/// <param name="mostBytes">Bytes of records to hold at once, but for a single longer one.</param>
internal sealed class FoundRecords(ItemRecords records, long mostBytes)
{
    private ItemEntry[] _entries = [];
    private ulong[] _places = [];
    private int[] _owners = [];

    /// <summary>Finds the records of as many steps as can be held at once.</summary>
    /// <param name="steps">The steps; they hold what was found.</param>
    /// <param name="from">The first.</param>
    /// <returns>The step before which it ended.</returns>
    public int Find(PlanSteps steps, int from)
    {
        var before = steps.RecordBytes;
        for (var to = steps.Count; ; to = Middle(steps, from, to))
        {
            var count = SortByPlace(steps, from, to);
            if (FindAll(steps, count, before))
            {
                return to;
            }
            for (var index = 0; index < count; index++)
            {
                steps.LetGo(_owners[index], _entries[index]);
            }
            steps.KeepRecords(before);
        }
    }

    /// <summary>The additions whose records are wanted, in the order of their places.</summary>
    private int SortByPlace(PlanSteps steps, int from, int to)
    {
        if (_entries.Length < steps.Unread)
        {
            var most = steps.Unread;
            (_entries, _places, _owners) = (new ItemEntry[most], new ulong[most], new int[most]);
        }
        var count = 0;
        for (var index = from; index < to; index++)
        {
            if (steps[index] is { IsRemoval: false, IsHeld: false } step)
            {
                _places[count] = step.Wanted.Place;
                _owners[count++] = index;
            }
        }
        Array.Sort(_places, _owners, 0, count);
        for (var index = 0; index < count; index++)
        {
            _entries[index] = steps[_owners[index]].Wanted;
        }
        return count;
    }

    /// <summary>False: there are more bytes than can be held.</summary>
    private bool FindAll(PlanSteps steps, int count, int before)
    {
        var hasRoom = true;
        records.Read(
            _entries.AsMemory(0, count),
            (index, record) =>
            {
                hasRoom &= count == 1 || steps.RecordBytes - before + record.Length <= mostBytes;
                if (hasRoom)
                {
                    steps.Hold(_owners[index], record);
                }
            }
        );
        return hasRoom;
    }

    // A replaced item's removal and addition stay together.
    private static int Middle(PlanSteps steps, int from, int to)
    {
        var middle = from + Math.Max(1, (to - from) / 2);
        return steps[middle - 1].IsReplaced ? middle + 1 : middle;
    }
}
