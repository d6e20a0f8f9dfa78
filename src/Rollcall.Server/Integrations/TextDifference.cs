namespace Rollcall.Server.Integrations;

/// <summary>The difference between two texts, line by line.</summary>
public static class TextDifference
{
    // Documents have hundreds of lines; beyond these the whole middle counts as changed, so that no pair of texts takes long.
    private const int MostCells = 4_000_000;
    private const int Context = 3;

    /// <summary>The lines that differ, with a few around them that do not.</summary>
    public static IReadOnlyList<DifferenceLine> Of(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var start = 0;
        while (start < Math.Min(old.Length, now.Length) && old[start] == now[start])
        {
            start++;
        }
        var end = 0;
        while (end < Math.Min(old.Length, now.Length) - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }
        var lines = old[..start].Select(Same).ToList();
        lines.AddRange(Middle(old[start..(old.Length - end)], now[start..(now.Length - end)]));
        lines.AddRange(old[(old.Length - end)..].Select(Same));
        return Shortened(lines);
    }

    private static DifferenceLine Same(string text) => new(DifferenceKind.Same, text);

    private static IEnumerable<DifferenceLine> Middle(string[] old, string[] now)
    {
        if ((long)old.Length * now.Length > MostCells)
        {
            return old.Select(text => new DifferenceLine(DifferenceKind.Removed, text))
                .Concat(now.Select(text => new DifferenceLine(DifferenceKind.Added, text)));
        }
        return Walk(old, now, LongestCommon(old, now));
    }

    // How many lines the two have in common from each pair of places on.
    private static int[,] LongestCommon(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] =
                    old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }
        return common;
    }

    private static IEnumerable<DifferenceLine> Walk(string[] old, string[] now, int[,] common)
    {
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                yield return Same(old[i++]);
                j++;
            }
            else if (i < old.Length && (j == now.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                yield return new DifferenceLine(DifferenceKind.Removed, old[i++]);
            }
            else
            {
                yield return new DifferenceLine(DifferenceKind.Added, now[j++]);
            }
        }
    }

    private static List<DifferenceLine> Shortened(List<DifferenceLine> lines)
    {
        var isNear = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Kind != DifferenceKind.Same)
            {
                var (first, last) = (Math.Max(0, i - Context), Math.Min(lines.Count - 1, i + Context));
                Array.Fill(isNear, true, first, last - first + 1);
            }
        }
        var shown = new List<DifferenceLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (isNear[i])
            {
                shown.Add(lines[i]);
            }
            else if (shown is not [.., { Text: "…", Kind: DifferenceKind.Same }])
            {
                shown.Add(Same("…"));
            }
        }
        return shown;
    }
}

/// <summary>A line of a difference.</summary>
/// <param name="Kind">In which of the two texts it stands.</param>
/// <param name="Text">The line; "…" for lines left out.</param>
public sealed record DifferenceLine(DifferenceKind Kind, string Text);

/// <summary>In which of two texts a line stands.</summary>
public enum DifferenceKind
{
    /// <summary>In both.</summary>
    Same,

    /// <summary>Only in the new one.</summary>
    Added,

    /// <summary>Only in the old one.</summary>
    Removed,
}
