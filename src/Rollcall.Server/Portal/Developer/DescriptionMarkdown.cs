using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Developer;

/// <summary>Shows a partner's full description: limited Markdown, no markup of its own, no images, links to the web only.</summary>
public static class DescriptionMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <summary>The description as HTML that cannot do anything.</summary>
    public static MarkupString ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            Tame(link);
        }
        foreach (
            var link in document.Descendants<AutolinkInline>().Where(link => !IsWeb(link.Url) && !link.IsEmail).ToList()
        )
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            // The page has headings of its own above.
            heading.Level = Math.Min(6, heading.Level + 2);
        }
        return new MarkupString(document.ToHtml(Pipeline));
    }

    private static void Tame(LinkInline link)
    {
        if (link.IsImage || !IsWeb(link.Url))
        {
            var text = string.Concat(link.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()));
            link.ReplaceBy(new LiteralInline(text));
            return;
        }
        var attributes = link.GetAttributes();
        attributes.AddPropertyIfNotExist("rel", "noopener noreferrer nofollow");
        attributes.AddPropertyIfNotExist("target", "_blank");
    }

    private static bool IsWeb(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http");
}
