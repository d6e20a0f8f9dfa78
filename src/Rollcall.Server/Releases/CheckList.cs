namespace Rollcall.Server.Releases;

/// <summary>What stands between a version and its release, or its submission.</summary>
/// <param name="Lines">All that was checked, what blocks first.</param>
public sealed record CheckList(IReadOnlyList<CheckLine> Lines)
{
    /// <summary>Whether nothing blocks.</summary>
    public bool MayGoOn => Lines.All(line => line.Result != CheckResult.Blocks);

    /// <summary>Refuses what is blocked.</summary>
    /// <exception cref="Refusal">Names every line that blocks.</exception>
    internal void RequireMayGoOn()
    {
        var blocking = Lines.Where(line => line.Result == CheckResult.Blocks).ToList();
        if (blocking.Count > 0)
        {
            throw Refusal.Invalid([.. blocking.Select(line => new FieldFault(line.Place, line.Sentence))]);
        }
    }
}

/// <summary>A line of a check list.</summary>
/// <param name="Result">What came of it.</param>
/// <param name="Sentence">What was checked, and what to do.</param>
/// <param name="Place">Where to do it: a path in the document such as <c>endpoints.addUsers</c>, <c>connection.logo</c>, <c>tests.addUsers</c>.</param>
public sealed record CheckLine(CheckResult Result, string Sentence, string Place);

/// <summary>What came of a check.</summary>
public enum CheckResult
{
    /// <summary>It must be mended first.</summary>
    Blocks,

    /// <summary>It would be better mended.</summary>
    Advice,

    /// <summary>It is well.</summary>
    Fine,
}
