namespace Rollcall.Core.Integrations;

/// <summary>Guesses which known name a wrong one was meant to be.</summary>
public static class NearestName
{
    /// <summary>The known name that is fewest edits (insert, delete, change, swap of neighbours) away; null when none is near.</summary>
    public static string? Of(string wrong, IEnumerable<string> known)
    {
        var farthest = Math.Max(2, wrong.Length / 3);
        return known
            .Where(name => Math.Abs(name.Length - wrong.Length) <= farthest)
            .Select(name => (Name: name, Edits: Edits(wrong, name)))
            .Where(candidate => candidate.Edits <= farthest && candidate.Edits < Math.Max(wrong.Length, 1))
            .OrderBy(candidate => candidate.Edits)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    // Optimal string alignment distance, without regard to case; names are short.
    private static int Edits(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Cheapest(rows, a, b, i, j);
            }
        }
        return rows[a.Length, b.Length];
    }

    private static int Cheapest(int[,] rows, string a, string b, int i, int j)
    {
        var change = Same(a[i - 1], b[j - 1]) ? 0 : 1;
        var best = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + change);
        var swapped = i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]);
        return swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
