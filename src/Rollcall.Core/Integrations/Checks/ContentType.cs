using System.Net.Http.Headers;
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
    /// <returns>Null where there is none, or none that can be read.</returns>
    public static ContentType? Read(ScalarNode? text, FaultList faults)
    {
        if (text is null)
        {
            return null;
        }
        if (Of(text.Text) is { } known)
        {
            CheckCharset(text, faults);
            return known;
        }
        var advice = NearestName.Of(text.Text, Names) is { } nearest
            ? $"did you mean {nearest}?"
            : "it must be json, form, ndjson, text or a media type such as application/vnd.api+json.";
        faults.Add(text.Start, $"contentType cannot be {text.Text}; {advice}");
        return null;
    }

    /// <summary>Reads a media type; reports what is none, also a name such as <c>json</c>.</summary>
    /// <returns>Null where it is none.</returns>
    public static ContentType? ReadMediaType(ScalarNode text, FaultList faults)
    {
        if (IsMediaType(text.Text))
        {
            CheckCharset(text, faults);
            return new ContentType(KindOf(text.Text), text.Text);
        }
        faults.Add(
            text.Start,
            $"Content-Type must be a media type without variables, such as application/json, not \"{text.Text}\"."
        );
        return null;
    }

    /// <summary>Whether a text is one of the format's own names, which say how values are written and leave the media type to the usual one.</summary>
    public static bool IsName(string text) => Names.Contains(text);

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

    private static bool IsMediaType(string text) =>
        text.All(c => c is >= ' ' and <= '~' and not '$') && MediaTypeHeaderValue.TryParse(text, out _);

    private static void CheckCharset(ScalarNode text, FaultList faults)
    {
        if (
            MediaTypeHeaderValue.TryParse(text.Text, out var type)
            && type.CharSet?.Trim('"').ToUpperInvariant() is not (null or "UTF-8" or "UTF8")
        )
        {
            faults.Add(text.Start, $"Bodies are sent in UTF-8, not in {type.CharSet}; leave the charset out.");
        }
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
