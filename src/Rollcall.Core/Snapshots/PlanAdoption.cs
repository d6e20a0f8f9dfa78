using Rollcall.Core.Diffing;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// Takes a plan's file over as the records file of a generation, by a second name for it: the records of everybody who was
/// added stand in it already, and are safely on disk. A first sync writes them once only. The plan keeps its own name
/// until its run has ended, so that a crash changes nothing.
/// </summary>
internal static class PlanAdoption
{
    /// <summary>Of the items of a plan so many fourths must be kept; else their records are copied, and the rest is not.</summary>
    private const int LeastFourths = 3;

    /// <summary>Whether the file is worth keeping, and can be.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="added">Items whose records the new generation needs.</param>
    public static bool IsWorthIt(Plan plan, long added)
    {
        var items = Lanes.All.Sum(plan.Count);
        // What must be sorted first is read from another file.
        var isSorted = Lanes.All.SelectMany(lane => plan.Of(lane).Sections).All(part => part.Section.Sorted);
        return isSorted && added > 0 && 4 * added >= LeastFourths * items;
    }

    /// <summary>Gives the file its second name, a temporary one; false: this file system has no such names.</summary>
    public static bool TryLink(Plan plan, string temporaryPath)
    {
        File.Delete(temporaryPath);
        return HardLink.TryCreate(plan.FilePath, temporaryPath);
    }

    /// <summary>Makes the content durable, and the name the final one.</summary>
    public static void Keep(string temporaryPath, string path)
    {
        using (var handle = File.OpenHandle(temporaryPath, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            RandomAccess.FlushToDisk(handle);
        }
        File.Move(temporaryPath, path, overwrite: true);
    }
}
