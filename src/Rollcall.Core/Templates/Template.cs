using Rollcall.Core.Integrations;
using Rollcall.Core.Templates.Parsing;

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

    /// <summary>Fixed text and variables, in order.</summary>
    internal IReadOnlyList<TemplatePart> Parts { get; private init; } = [];

    /// <summary>For JSON: the tokens; else empty.</summary>
    internal IReadOnlyList<JsonToken> Tokens { get; private init; } = [];

    /// <summary>Parses a template and checks all that does not depend on which variables are declared:
    /// syntax, filters and their arguments, and that its JSON is well formed whatever the values are.</summary>
    /// <param name="source">The text.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="problems">Receives every fault, with its place in <paramref name="source"/>.</param>
    /// <returns>The template; null when there was a fault.</returns>
    public static Template? Parse(string source, TemplatePlace place, ICollection<TemplateProblem> problems)
    {
        var before = problems.Count;
        CheckText(source, problems);
        if (new TemplateScanner(source, problems).Scan() is not { } scanned)
        {
            return null;
        }
        var parts = Structure(scanned, source, place, problems, out var tokens);
        if (problems.Count > before)
        {
            return null;
        }
        return new Template(source, place)
        {
            Parts = parts,
            Tokens = tokens,
            Uses = [.. parts.Where(part => part.Use is not null).Select(part => part.Use!)],
        };
    }

    private static List<TemplatePart> Structure(
        List<TemplatePart> scanned,
        string source,
        TemplatePlace place,
        ICollection<TemplateProblem> problems,
        out IReadOnlyList<JsonToken> tokens
    )
    {
        tokens = [];
        switch (place)
        {
            case TemplatePlace.Json or TemplatePlace.JsonItem or TemplatePlace.JsonLines:
                var json = new JsonStructure(place == TemplatePlace.JsonLines, problems);
                json.Read(scanned, source.Length);
                tokens = json.Tokens;
                return json.Parts;
            case TemplatePlace.Url:
                var url = new UrlStructure(problems);
                url.Read(scanned, source.Length);
                return url.Parts;
            case TemplatePlace.Form:
                var form = new FormStructure(problems);
                form.Read(scanned, source.Length);
                return form.Parts;
            case TemplatePlace.Header:
                HeaderText.Check(scanned, problems);
                return WithContext(scanned, ValueContext.Header);
            default:
                return WithContext(
                    scanned,
                    place == TemplatePlace.QueryValue ? ValueContext.UrlQuery : ValueContext.Text
                );
        }
    }

    private static List<TemplatePart> WithContext(List<TemplatePart> parts, ValueContext context) =>
        [.. parts.Select(part => part with { Context = context })];

    private static void CheckText(string source, ICollection<TemplateProblem> problems)
    {
        for (var index = 0; index < source.Length; index++)
        {
            if (
                char.IsHighSurrogate(source[index])
                && index + 1 < source.Length
                && char.IsLowSurrogate(source[index + 1])
            )
            {
                index++;
            }
            else if (char.IsSurrogate(source[index]))
            {
                problems.Add(new TemplateProblem(index, "Half a surrogate pair stands here, which is no text."));
            }
        }
    }
}

/// <summary>Where a template stands.</summary>
public enum TemplatePlace
{
    /// <summary>A JSON body.</summary>
    Json,

    /// <summary>The item template of a JSON body: one JSON value.</summary>
    JsonItem,

    /// <summary>An ndjson body, and its item template: JSON values, each on one line.</summary>
    JsonLines,

    /// <summary>A whole address; parts of it are told apart by the parser.</summary>
    Url,

    /// <summary>The value of a query parameter.</summary>
    QueryValue,

    /// <summary>A header's value.</summary>
    Header,

    /// <summary>A form body.</summary>
    Form,

    /// <summary>A text body, and its item template.</summary>
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
/// <param name="InString">For JSON: whether it stands within double quotes. <c>$items</c> may only with <c>join</c> (as one string) or the filter <c>json</c> (as the array's text).</param>
public sealed record VariableUse(
    string Name,
    string Written,
    int Offset,
    IReadOnlyList<FilterCall> Filters,
    UrlPart Part = UrlPart.None,
    bool InString = false
);

/// <summary>The parts of an address that variables may stand in.</summary>
public enum UrlPart
{
    /// <summary>The template is no address.</summary>
    None,

    /// <summary>The variable is the whole of scheme and host: only a field of type <c>url</c> may be.</summary>
    WholeHost,

    /// <summary>Within the host, left of fixed text, or its port: any setting may be; its value is one ASCII label or a number.</summary>
    Host,

    /// <summary>The whole host after a fixed scheme, or its last label: only a field with options may be, since its values are the partner's own.</summary>
    BareHost,

    /// <summary>In a path segment.</summary>
    Path,

    /// <summary>In the query.</summary>
    Query,
}

/// <summary>A fault in a template.</summary>
/// <param name="Offset">Where, in UTF-16 units from the template's start.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record TemplateProblem(int Offset, string Message);
