using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Rollcall.Server.Releases;

/// <summary>How two texts differ, by line.</summary>
public static class LineDifference
{
    private const int LinesAround = 3;

    /// <summary>The lines that differ, with a few around them; where lines between are left out, a gap stands. Empty for equal texts.</summary>
    public static IReadOnlyList<DifferentLine> Between(string before, string after)
    {
        var model = new InlineDiffBuilder(new Differ()).BuildDiffModel(before, after, ignoreWhitespace: false);
        var lines = Numbered(model.Lines).ToList();
        var near = new bool[lines.Count];
        for (var index = 0; index < lines.Count; index++)
        {
            if (lines[index].Kind != LineKind.Same)
            {
                var last = Math.Min(lines.Count - 1, index + LinesAround);
                for (var around = Math.Max(0, index - LinesAround); around <= last; around++)
                {
                    near[around] = true;
                }
            }
        }
        return [.. WithGaps(lines, near)];
    }

    private static IEnumerable<DifferentLine> WithGaps(List<DifferentLine> lines, bool[] near)
    {
        if (!near.Contains(true))
        {
            yield break;
        }
        var inGap = false;
        for (var index = 0; index < lines.Count; index++)
        {
            if (near[index])
            {
                inGap = false;
                yield return lines[index];
            }
            else if (!inGap)
            {
                inGap = true;
                yield return new DifferentLine(LineKind.Gap, null, null, "");
            }
        }
    }

    private static IEnumerable<DifferentLine> Numbered(IEnumerable<DiffPiece> pieces)
    {
        var (old, now) = (0, 0);
        foreach (var piece in pieces)
        {
            var kind = piece.Type switch
            {
                ChangeType.Inserted => LineKind.Added,
                ChangeType.Deleted => LineKind.Removed,
                _ => LineKind.Same,
            };
            old += kind == LineKind.Added ? 0 : 1;
            now += kind == LineKind.Removed ? 0 : 1;
            yield return new DifferentLine(
                kind,
                kind == LineKind.Added ? null : old,
                kind == LineKind.Removed ? null : now,
                piece.Text ?? ""
            );
        }
    }
}

/// <summary>A line of a difference.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Old">Its number before; null where it was not there.</param>
/// <param name="Now">Its number after; null where it is not there.</param>
/// <param name="Text">The line.</param>
public sealed record DifferentLine(LineKind Kind, int? Old, int? Now, string Text);

/// <summary>What became of a line.</summary>
public enum LineKind
{
    /// <summary>It is in both.</summary>
    Same,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>Lines that are in both are left out here.</summary>
    Gap,
}
