using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Parses a document's templates, tells their faults at the exact character, and keeps every use of a variable.</summary>
internal sealed class TemplateReader(FaultList faults)
{
    private readonly List<Use> _uses = [];

    /// <summary>All uses, in the order in which templates were read.</summary>
    public IReadOnlyList<Use> Uses => _uses;

    /// <summary>Whether a template could not be parsed, so that <see cref="Uses"/> may lack some.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Something that could hold uses was not read.</summary>
    public void Skip() => IsIncomplete = true;

    /// <summary>Parses a template.</summary>
    /// <param name="text">The text in the document.</param>
    /// <param name="place">Where it is sent.</param>
    /// <param name="site">Where it stands, which says what may be used.</param>
    /// <returns>The template; null when there was a fault, which was reported.</returns>
    public Template? Read(ScalarNode text, TemplatePlace place, Site site)
    {
        var template = Parse(text.Text, place, text.At);
        foreach (var use in template?.Uses ?? [])
        {
            _uses.Add(new Use(use, text, site));
        }
        return template;
    }

    /// <summary>Parses a template that Rollcall adds itself, as a default or around the author's; it has no faults.</summary>
    public static Template Own(string source, TemplatePlace place)
    {
        var problems = new List<TemplateProblem>();
        return Template.Parse(source, place, problems)
            ?? throw new InvalidOperationException($"{source}: {problems.FirstOrDefault()?.Message}");
    }

    /// <summary>Notes that a template of <see cref="Own"/> uses variables.</summary>
    public void Use(Template own, int anchor, Site site)
    {
        foreach (var use in own.Uses)
        {
            _uses.Add(new Use(use, null, site) { Anchor = anchor });
        }
    }

    private Template? Parse(string source, TemplatePlace place, Func<int, int> at)
    {
        var problems = new List<TemplateProblem>();
        var template = Template.Parse(source, place, problems);
        foreach (var problem in problems)
        {
            faults.Add(at(problem.Offset), problem.Message);
        }
        IsIncomplete |= template is null;
        return template;
    }
}

/// <summary>A use of a variable in a document.</summary>
/// <param name="Variable">The use in its template.</param>
/// <param name="Text">The template's text in the document; null for a default that stands nowhere.</param>
/// <param name="Site">Where the template stands.</param>
internal sealed record Use(VariableUse Variable, ScalarNode? Text, Site Site)
{
    /// <summary>For a default: where it would stand.</summary>
    public int Anchor { get; init; }

    /// <summary>Where the dollar sign stands in the document.</summary>
    public int At => Text?.At(Variable.Offset) ?? Anchor;

    /// <summary>Where the names of its filters stand in the document.</summary>
    public IReadOnlyList<int> FiltersAt() =>
        Text is null
            ? [.. Variable.Filters.Select(_ => Anchor)]
            : [.. Expression.Filters(Text.Text, Variable.Offset).Select(Text.At)];

    /// <summary>Whether it sends a secret: the site does, or it is in an address's query.</summary>
    public bool IsSecret => Site.IsSecret || Variable.Part == UrlPart.Query;
}
