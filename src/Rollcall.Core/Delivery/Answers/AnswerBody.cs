using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Rollcall.Core.Delivery.Answers;

/// <summary>A body read as text, as JSON or as a form, each when it is first asked for. Not safe for use from several threads at once.</summary>
internal sealed class AnswerBody
{
    // Deeper than any API answers, and far from the end of the stack.
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 256 };

    private readonly ReadOnlyMemory<byte> _whole;
    private readonly string? _contentType;
    private Reading? _reading;
    private string? _text;
    private (JsonElement? Root, bool IsRead) _json;

    /// <summary>A body.</summary>
    /// <param name="bytes">As it came, decompressed.</param>
    /// <param name="contentType">The Content-Type header's value; null for none.</param>
    public AnswerBody(ReadOnlyMemory<byte> bytes, string? contentType) => (_whole, _contentType) = (bytes, contentType);

    /// <summary>Whether there is nothing but white space in it.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);

    /// <summary>The text; what is malformed becomes U+FFFD.</summary>
    public string Text => _text ??= Read.Encoding.GetString(Read.Bytes.Span);

    /// <summary>The JSON value that the body is; null where it is none.</summary>
    public JsonElement? Json
    {
        get
        {
            if (!_json.IsRead)
            {
                _json = (Parse(), true);
            }
            return _json.Root;
        }
    }

    /// <summary>Whether sub errors that are strings are looked for in its text.</summary>
    public bool IsText =>
        Json is null
        || (
            Read.MediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            && !Read.MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Whether it is a form, in which a path is a field's name.</summary>
    public bool IsForm =>
        Read.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    // Of most answers nothing but the status is asked.
    private Reading Read => _reading ??= Reading.Of(_whole, _contentType);

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
            Read.Encoding is UTF8Encoding && Utf8.IsValid(Read.Bytes.Span)
                ? Read.Bytes.ToArray()
                : Encoding.UTF8.GetBytes(Text);
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

    private sealed record Reading(string MediaType, Encoding Encoding, ReadOnlyMemory<byte> Bytes)
    {
        public static Reading Of(ReadOnlyMemory<byte> bytes, string? contentType)
        {
            _ = MediaTypeHeaderValue.TryParse(contentType, out var type);
            var (encoding, mark) = BodyEncoding.Of(bytes.Span, type?.CharSet);
            return new Reading(type?.MediaType ?? "", encoding, bytes[mark..]);
        }
    }
}
