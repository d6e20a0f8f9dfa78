using Rollcall.Core.Integrations;

namespace Rollcall.Core.Templates;

/// <summary>The filters that templates and <c>normalize</c> may use.</summary>
public static class FilterCatalog
{
    /// <summary>All of them, in the order in which docs list them.</summary>
    public static IReadOnlyList<FilterInfo> All => throw new NotImplementedException();

    /// <summary>The filter of a name; null when there is none.</summary>
    public static FilterInfo? Find(string name) => throw new NotImplementedException();

    /// <summary>Reads filters as written after a variable or as an entry of <c>normalize</c>: <c>trim | replace:"a","b"</c>.</summary>
    /// <param name="text">The text, without a leading bar.</param>
    /// <param name="problems">Receives every fault (syntax, unknown name with the nearest known one, arguments), with its place in <paramref name="text"/>.</param>
    public static IReadOnlyList<FilterCall> Parse(string text, ICollection<TemplateProblem> problems) =>
        throw new NotImplementedException();
}

/// <summary>What is known of a filter.</summary>
/// <param name="Name">As written in documents.</param>
/// <param name="ChangesValue">Whether it changes which value it is (trim, lower …), so that key fields may have it in <c>normalize</c> only; else it changes how the value is written (sha256, base64 …).</param>
/// <param name="LeastArguments">Arguments at least.</param>
/// <param name="MostArguments">Arguments at most.</param>
/// <param name="Summary">One sentence for docs and completion.</param>
public sealed record FilterInfo(string Name, bool ChangesValue, int LeastArguments, int MostArguments, string Summary);
