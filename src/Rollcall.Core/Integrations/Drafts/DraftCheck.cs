using System.Text.Json.Nodes;

namespace Rollcall.Core.Integrations.Drafts;

/// <summary>A draft's check: the same that <c>rollcall validate</c> makes, told by field instead of by line.</summary>
public sealed class DraftCheck
{
    private DraftCheck(IntegrationDocument document, IReadOnlyList<DraftProblem> problems) =>
        (Document, Problems) = (document, problems);

    /// <summary>The document as it was read: the integration where it is valid, and the variable table.</summary>
    public IntegrationDocument Document { get; }

    /// <summary>All errors and warnings, in the document's order.</summary>
    public IReadOnlyList<DraftProblem> Problems { get; }

    /// <summary>Whether it may be released.</summary>
    public bool IsValid => Document.Integration is not null;

    /// <summary>Checks a draft.</summary>
    public static DraftCheck Of(JsonObject draft)
    {
        var text = DraftText.Of(draft);
        var document = IntegrationDocument.Read(text.ToUtf8(), "draft.json");
        return new DraftCheck(document, [.. document.Problems.Select(problem => Located(problem, text.Lines))]);
    }

    private static DraftProblem Located(Problem problem, IReadOnlyList<DraftLine> lines)
    {
        var line = lines[Math.Clamp(problem.Line - 1, 0, lines.Count - 1)];
        return new DraftProblem(line.Path, line.IndexAt(problem.Column), problem.Severity, problem.Message);
    }
}

/// <summary>Something wrong in a draft.</summary>
/// <param name="Path">The field's path (<see cref="DraftPath"/>); "" for the document as a whole.</param>
/// <param name="Index">Where in the field's text, in UTF-16 units; null for the field as a whole.</param>
/// <param name="Severity">Errors make a document invalid; warnings do not.</param>
/// <param name="Message">A sentence that says what is wrong and what would be right.</param>
public sealed record DraftProblem(string Path, int? Index, Severity Severity, string Message);
