namespace Rollcall.Core.Snapshots;

/// <summary>
/// Which generations the next one takes in. Each is at least twice as large as the one after it and the base eight
/// times, so that there are few to merge while reading, and an entry is written anew only a few times in its life.
/// </summary>
internal static class Compaction
{
    private const int DeltaFactor = 2;
    private const int BaseFactor = 8;
    private const int MostGenerations = 12;
    private const int MostLayouts = 64;

    /// <summary>The first generation that is taken in; all after it are, too.</summary>
    /// <param name="manifest">The present membership.</param>
    /// <param name="changes">How many entries are written at least.</param>
    public static int FirstTaken(ManifestDocument manifest, long changes)
    {
        var generations = manifest.Generations;
        if (generations.Count == 0 || manifest.Layouts.Count > MostLayouts)
        {
            return 0;
        }
        var (first, sum) = (generations.Count, changes);
        while (first > 1 && (generations[first - 1].Entries <= DeltaFactor * sum || first > MostGenerations))
        {
            sum += generations[--first].Entries;
        }
        return first == 1 && generations[0].Entries <= BaseFactor * sum ? 0 : first;
    }
}
