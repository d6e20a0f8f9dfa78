using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>A body's kind and its media type.</summary>
/// <param name="Kind">How values are written.</param>
/// <param name="MediaType">The Content-Type header's value.</param>
internal sealed record ContentType(BodyKind Kind, string MediaType)
{
    private static readonly string[] Names = ["json", "form", "ndjson", "text"];

    /// <summary>What holds without <c>contentType</c>.</summary>
    public static ContentType Default { get; } = new(BodyKind.Json, "application/json");

    /// <summary>Reads <c>contentType</c>; reports what is none.</summary>
    public static ContentType Read(ScalarNode? text, FaultList faults)
    {
        if (text is null)
        {
            return Default;
        }
        if (Of(text.Text) is { } known)
        {
            return known;
        }
        var advice = NearestName.Of(text.Text, Names) is { } nearest
            ? $"did you mean {nearest}?"
            : "it must be json, form, ndjson, text or a media type such as application/vnd.api+json.";
        faults.Add(text.Start, $"contentType cannot be {text.Text}; {advice}");
        return Default;
    }

    /// <summary>How documents write it: by name where that says it all.</summary>
    public static string Written(BodyKind kind, string mediaType) =>
        Names.FirstOrDefault(name => Of(name) is { } named && named.Kind == kind && named.MediaType == mediaType)
        ?? mediaType;

    private static ContentType? Of(string text) =>
        text switch
        {
            "json" => Default,
            "form" => new ContentType(BodyKind.Form, "application/x-www-form-urlencoded"),
            "ndjson" => new ContentType(BodyKind.Ndjson, "application/x-ndjson"),
            "text" => new ContentType(BodyKind.Text, "text/plain; charset=utf-8"),
            _ => IsMediaType(text) ? new ContentType(KindOf(text), text) : null,
        };

    private static bool IsMediaType(string text)
    {
        var type = Essence(text).Split('/');
        return type.Length == 2
            && HeaderNames.IsToken(type[0])
            && HeaderNames.IsToken(type[1])
            && text.All(c => c is >= ' ' and <= '~');
    }

    private static BodyKind KindOf(string mediaType) =>
        Essence(mediaType).ToLowerInvariant() switch
        {
            "application/x-www-form-urlencoded" => BodyKind.Form,
            "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines" =>
                BodyKind.Ndjson,
            "application/json" or "text/json" => BodyKind.Json,
            var other => other.EndsWith("+json", StringComparison.Ordinal) ? BodyKind.Json : BodyKind.Text,
        };

    private static string Essence(string mediaType) => mediaType.Split(';')[0].Trim();
}
