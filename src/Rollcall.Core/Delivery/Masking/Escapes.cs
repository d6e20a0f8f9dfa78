using System.Globalization;
using System.Net;
using System.Text;

namespace Rollcall.Core.Delivery.Masking;

/// <summary>Reads the escape that begins at a place in a text; null where none does.</summary>
internal static class Escapes
{
    private const int LongestEntity = 10;

    public static Escape? Percent(string text, int at) =>
        text[at] == '%' && Hex(text, at + 1, 2) is { } octet ? new Escape(3, [(byte)octet]) : null;

    public static Escape? Form(string text, int at) => text[at] == '+' ? new Escape(1, [(byte)' ']) : Percent(text, at);

    public static Escape? Json(string text, int at)
    {
        if (text[at] != '\\' || at + 1 == text.Length)
        {
            return null;
        }
        if (text[at + 1] != 'u')
        {
            return Letter(text[at + 1]) is { } letter ? new Escape(2, [(byte)letter]) : null;
        }
        if (Hex(text, at + 2, 4) is not { } unit)
        {
            return null;
        }
        var pair =
            char.IsHighSurrogate((char)unit)
            && at + 7 < text.Length
            && text[at + 6] == '\\'
            && text[at + 7] == 'u'
            && Hex(text, at + 8, 4) is { } low
                ? new string([(char)unit, (char)low])
                : null;
        return new Escape(pair is null ? 6 : 12, Encoding.UTF8.GetBytes(pair ?? ((char)unit).ToString()));
    }

    public static Escape? Html(string text, int at)
    {
        if (text[at] != '&')
        {
            return null;
        }
        var length = text.AsSpan(at, Math.Min(LongestEntity, text.Length - at)).IndexOf(';') + 1;
        var entity = text.Substring(at, length);
        var decoded = WebUtility.HtmlDecode(entity);
        return decoded == entity ? null : new Escape(length, Encoding.UTF8.GetBytes(decoded));
    }

    private static char? Letter(char escaped) =>
        escaped switch
        {
            '"' or '\\' or '/' => escaped,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => null,
        };

    private static int? Hex(string text, int at, int digits) =>
        at + digits <= text.Length
        && int.TryParse(
            text.AsSpan(at, digits),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : null;
}
