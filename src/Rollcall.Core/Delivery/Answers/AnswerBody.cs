using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Rollcall.Core.Delivery.Answers;

/// <summary>A body read as text, as JSON or as a form, each when it is first asked for.</summary>
internal sealed class AnswerBody
{
    // Deeper than any API answers, and far from the end of the stack.
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 256 };

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly string _mediaType;
    private readonly Encoding _encoding;
    private readonly Lazy<string> _text;
    private readonly Lazy<JsonElement?> _json;

    /// <summary>A body.</summary>
    /// <param name="bytes">As it came, decompressed.</param>
    /// <param name="contentType">The Content-Type header's value; null for none.</param>
    public AnswerBody(ReadOnlyMemory<byte> bytes, string? contentType)
    {
        _ = MediaTypeHeaderValue.TryParse(contentType, out var type);
        _mediaType = type?.MediaType ?? "";
        (_encoding, var mark) = BodyEncoding.Of(bytes.Span, type?.CharSet);
        _bytes = bytes[mark..];
        _text = new Lazy<string>(() => _encoding.GetString(_bytes.Span));
        _json = new Lazy<JsonElement?>(Parse);
    }

    /// <summary>Whether there is nothing but white space in it.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);

    /// <summary>The text; what is malformed becomes U+FFFD.</summary>
    public string Text => _text.Value;

    /// <summary>The JSON value that the body is; null where it is none.</summary>
    public JsonElement? Json => _json.Value;

    /// <summary>Whether sub errors that are strings are looked for in its text.</summary>
    public bool IsText =>
        Json is null
        || (
            _mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            && !_mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Whether it is a form, in which a path is a field's name.</summary>
    public bool IsForm => _mediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    /// <summary>A field of a form; null where there is none of this name. Of several the first.</summary>
    public string? Field(string name)
    {
        foreach (var pair in Text.Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0 && Decode(pair[..equals]) == name)
            {
                return Decode(pair[(equals + 1)..]);
            }
        }
        return null;
    }

    private static string Decode(string text) => System.Net.WebUtility.UrlDecode(text);

    private JsonElement? Parse()
    {
        var utf8 =
            _encoding is UTF8Encoding && Utf8.IsValid(_bytes.Span) ? _bytes.ToArray() : Encoding.UTF8.GetBytes(Text);
        LoneSurrogates.Replace(utf8);
        try
        {
            return JsonElement.Parse(utf8, JsonOptions);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
