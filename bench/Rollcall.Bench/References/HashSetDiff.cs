using System.Diagnostics;

namespace Rollcall.Bench.References;

/// <summary>What one writes in ten minutes: the keys of the old file in a set. Sees no change of a property.</summary>
internal static class HashSetDiff
{
    /// <summary>Writes two files: who entered, who left.</summary>
    public static void Run(string old, string young, string folder)
    {
        var watch = Stopwatch.StartNew();
        var before = Keys(old).ToHashSet();
        var now = Keys(young).ToHashSet();
        var entered = now.Where(key => !before.Contains(key)).ToList();
        var left = before.Where(key => !now.Contains(key)).ToList();
        File.WriteAllLines(Path.Combine(folder, "entered.txt"), entered);
        File.WriteAllLines(Path.Combine(folder, "left.txt"), left);
        Outcome.Print(entered.Count + left.Count, watch.Elapsed);
    }

    private static IEnumerable<string> Keys(string file) =>
        File.ReadLines(file).Skip(1).Select(line => line[..line.IndexOf(',', StringComparison.Ordinal)]);
}
