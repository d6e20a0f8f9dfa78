namespace Rollcall.Core.Templates.Parsing;

/// <summary>What a header's value may hold: printable ASCII.</summary>
internal static class HeaderText
{
    /// <summary>Whether a byte may stand in a header's value.</summary>
    public static bool IsAllowed(int c) => c is >= ' ' and <= '~';

    /// <summary>Finds what the fixed text must not hold.</summary>
    public static void Check(IReadOnlyList<TemplatePart> parts, ICollection<TemplateProblem> problems)
    {
        foreach (var part in parts)
        {
            var at = part.Literal.AsSpan().IndexOfAnyExceptInRange(' ', '~');
            if (at >= 0)
            {
                problems.Add(
                    new TemplateProblem(
                        part.Offset + at,
                        "A header's value holds printable ASCII characters only, on one line."
                    )
                );
            }
        }
    }
}
