using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Reads headers and query parameters.</summary>
internal sealed class NamedTemplateReader(FaultList faults, TemplateReader templates)
{
    /// <summary>Reads headers but <c>Content-Type</c>, which belongs to the body; two names that differ in case only are one.</summary>
    public IReadOnlyList<NamedTemplate> Headers(IReadOnlyList<KeyValuePair<ScalarNode, ScalarNode>> texts, Site site)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, _) in texts)
        {
            if (!ContentTypeHeader.Is(name))
            {
                HeaderNames.Check(name, faults);
            }
            if (!seen.Add(name.Text))
            {
                faults.Add(name.Start, $"The header {name.Text} stands here a second time; leave one of them.");
            }
        }
        return Read([.. texts.Where(text => !ContentTypeHeader.Is(text.Key))], TemplatePlace.Header, site);
    }

    /// <summary>Reads query parameters.</summary>
    public IReadOnlyList<NamedTemplate> Query(IReadOnlyList<KeyValuePair<ScalarNode, ScalarNode>> texts, Site site)
    {
        foreach (var (name, _) in texts)
        {
            if (name.Text.Length == 0)
            {
                faults.Add(name.Start, "A query parameter needs a name.");
            }
        }
        return Read(texts, TemplatePlace.QueryValue, site);
    }

    private List<NamedTemplate> Read(
        IReadOnlyList<KeyValuePair<ScalarNode, ScalarNode>> texts,
        TemplatePlace place,
        Site site
    )
    {
        var read = new List<NamedTemplate>(texts.Count);
        foreach (var (name, text) in texts)
        {
            if (templates.Read(text, place, site) is { } value)
            {
                read.Add(new NamedTemplate(name.Text, value));
            }
        }
        return read;
    }
}
