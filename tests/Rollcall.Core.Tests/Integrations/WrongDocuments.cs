namespace Rollcall.Core.Tests.Integrations;

/// <summary>
/// Documents with faults: the valid <c>minimal.yaml</c> with a part replaced. <c>▸</c> stands in the replacement before
/// each character that an error is expected at, and is taken out.
/// </summary>
internal static class WrongDocuments
{
    public static readonly WrongDocument[] All = [.. WrongSyntax.All, .. WrongVariables.All, .. WrongEndpoints.All];
}

/// <summary>A document with faults.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Find">The part of the minimal document that is replaced.</param>
/// <param name="Replacement">What takes its place.</param>
/// <param name="Words">For each error, in order: what its message holds.</param>
internal sealed record WrongDocument(string Name, string Find, string Replacement, params string[][] Words)
{
    /// <summary>A further replacement.</summary>
    public (string Find, string Replacement)? Also { get; init; }

    /// <summary>Where the first error stands, where no mark can.</summary>
    public (int Line, int Column)? At { get; init; }

    /// <summary>How often the same error comes.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Only the words are compared: places are tested elsewhere.</summary>
    public bool IsWordsOnly { get; init; }

    /// <summary>Only the line is compared: the library decides on the column.</summary>
    public bool IsLineOnly { get; init; }
}
