using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>A <c>Content-Type</c> among headers: it says the media type, as <c>contentType</c> does.</summary>
internal static class ContentTypeHeader
{
    /// <summary>Whether a header is this one.</summary>
    public static bool Is(ScalarNode name) => name.Text.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);

    /// <summary>Its value in the document; null for none.</summary>
    public static ScalarNode? Find(IReadOnlyList<KeyValuePair<ScalarNode, ScalarNode>> headers) =>
        headers.Where(header => Is(header.Key)).Select(header => header.Value).FirstOrDefault();

    /// <summary>What holds for an endpoint with a body: the nearest of its <c>contentType</c>, its header, the general header.</summary>
    /// <param name="named">The endpoint's <c>contentType</c>.</param>
    /// <param name="own">The value of the endpoint's header.</param>
    /// <param name="general">What the general header says.</param>
    /// <param name="faults">Learns of a header that contradicts <c>contentType</c>.</param>
    public static ContentType Settle(ScalarNode? named, ScalarNode? own, ContentType? general, FaultList faults)
    {
        var said = ContentType.Read(named, faults);
        var header = own is null ? null : ContentType.ReadMediaType(own, faults);
        if (said is null || named is null)
        {
            return header ?? general ?? ContentType.Default;
        }
        if (header is not null && !Refines(header, said, named))
        {
            faults.Add(
                own!.Start,
                $"The header Content-Type says {own.Text} and contentType says {named.Text}; leave one of them out."
            );
        }
        var refining = header ?? general;
        return refining is not null && Refines(refining, said, named) ? refining : said;
    }

    // `contentType: json` says how values are written; which kind of JSON it is, a header may say more exactly.
    private static bool Refines(ContentType header, ContentType said, ScalarNode named) =>
        header.Kind == said.Kind
        && (
            ContentType.IsName(named.Text)
            || header.MediaType.Equals(said.MediaType, StringComparison.OrdinalIgnoreCase)
        );
}
