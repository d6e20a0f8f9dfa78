using Rollcall.Core.Integrations;

namespace Rollcall.Core.Templates;

/// <summary>A text with <c>$variables</c> and filters, parsed once. Where it stands decides how values are written.</summary>
public sealed class Template
{
    private Template(string source, TemplatePlace place) => (Source, Place) = (source, place);

    /// <summary>As written in the document.</summary>
    public string Source { get; }

    /// <summary>Where it stands.</summary>
    public TemplatePlace Place { get; }

    /// <summary>The variables that it uses, in order, aliases resolved.</summary>
    public IReadOnlyList<VariableUse> Uses { get; private init; } = [];

    /// <summary>Parses a template and checks all that does not depend on which variables are declared:
    /// syntax, filters and their arguments, and that its JSON is well formed whatever the values are.</summary>
    /// <param name="source">The text.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="problems">Receives every fault, with its place in <paramref name="source"/>.</param>
    /// <returns>The template; null when there was a fault.</returns>
    public static Template? Parse(string source, TemplatePlace place, ICollection<TemplateProblem> problems) =>
        throw new NotImplementedException();
}

/// <summary>Where a template stands.</summary>
public enum TemplatePlace
{
    /// <summary>A JSON body.</summary>
    Json,

    /// <summary>The item template of a JSON body: one JSON value.</summary>
    JsonItem,

    /// <summary>A whole address; parts of it are told apart by the parser.</summary>
    Url,

    /// <summary>The value of a query parameter.</summary>
    QueryValue,

    /// <summary>A header's value.</summary>
    Header,

    /// <summary>A form body.</summary>
    Form,

    /// <summary>A text or ndjson body, and its item template.</summary>
    Text,

    /// <summary>Plain text that is not sent as it stands: a list's ID, a key to compare with.</summary>
    Plain,
}

/// <summary>A use of a variable in a template.</summary>
/// <param name="Name">The canonical name, aliases resolved.</param>
/// <param name="Written">The name as written.</param>
/// <param name="Offset">Where its <c>$</c> stands, in UTF-16 units from the template's start.</param>
/// <param name="Filters">The filters, in order.</param>
/// <param name="Part">For <see cref="TemplatePlace.Url"/>: which part of the address it stands in; else <see cref="UrlPart.None"/>.</param>
public sealed record VariableUse(
    string Name,
    string Written,
    int Offset,
    IReadOnlyList<FilterCall> Filters,
    UrlPart Part = UrlPart.None
);

/// <summary>The parts of an address that variables may stand in.</summary>
public enum UrlPart
{
    /// <summary>The template is no address.</summary>
    None,

    /// <summary>The variable is the whole of scheme and host: only a field of type <c>url</c> may be.</summary>
    WholeHost,

    /// <summary>Within the host, beside fixed text.</summary>
    Host,

    /// <summary>In a path segment.</summary>
    Path,

    /// <summary>In the query.</summary>
    Query,
}

/// <summary>A fault in a template.</summary>
/// <param name="Offset">Where, in UTF-16 units from the template's start.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record TemplateProblem(int Offset, string Message);
