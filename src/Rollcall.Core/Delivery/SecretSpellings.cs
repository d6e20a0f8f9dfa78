using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Rollcall.Core.Delivery;

/// <summary>A way in which a secret can stand in a text.</summary>
/// <param name="Text">What is searched for.</param>
/// <param name="Comparison">Hexadecimal digits are searched for in either case.</param>
/// <param name="InBase64">It is part of a longer base64 text: that is masked as a whole, since its ends hold the rest of the secret.</param>
internal sealed record SecretSpelling(
    string Text,
    StringComparison Comparison = StringComparison.Ordinal,
    bool InBase64 = false
)
{
    public void Find(string text, List<(int Start, int End)> found)
    {
        var start = text.IndexOf(Text, Comparison);
        while (start >= 0)
        {
            var end = start + Text.Length;
            found.Add(InBase64 ? Whole(text, start, end) : (start, end));
            start =
                end >= text.Length
                    ? -1
                    : text.IndexOf(Text, found[^1].End > end ? found[^1].End : start + 1, Comparison);
        }
    }

    private static (int Start, int End) Whole(string text, int start, int end)
    {
        while (start > 0 && IsBase64(text[start - 1]))
        {
            start--;
        }
        while (end < text.Length && (IsBase64(text[end]) || text[end] == '='))
        {
            end++;
        }
        return (start, end);
    }

    private static bool IsBase64(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/' or '-' or '_';
}

/// <summary>The ways in which a secret can stand in a text.</summary>
internal static class SecretSpellings
{
    // What encodeURIComponent leaves as it is, beside letters and digits.
    private const string UnreservedInScripts = "-_.!~*'()";
    private const string Unreserved = "-_.~";

    public static IEnumerable<SecretSpelling> Of(string secret)
    {
        var utf8 = Encoding.UTF8.GetBytes(secret);
        return Plain(secret).Concat(Percent(utf8)).Select(text => new SecretSpelling(text)).Concat(Encoded(utf8));
    }

    private static IEnumerable<string> Plain(string secret)
    {
        yield return secret;
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret);
        yield return JavaScriptEncoder
            .UnsafeRelaxedJsonEscaping.Encode(secret)
            .Replace("/", "\\/", StringComparison.Ordinal);
        yield return JavaScriptEncoder.Default.Encode(secret);
        yield return Ascii(secret);
        yield return WebUtility.HtmlEncode(secret);
    }

    private static IEnumerable<string> Percent(byte[] utf8) =>
        from kept in new[] { Unreserved, UnreservedInScripts }
        from format in new[] { "X2", "x2" }
        from space in new[] { "%20", "+" }
        select string.Concat(
            utf8.Select(octet =>
                octet == ' ' ? space
                : char.IsAsciiLetterOrDigit((char)octet) || kept.Contains((char)octet) ? ((char)octet).ToString()
                : "%" + octet.ToString(format, CultureInfo.InvariantCulture)
            )
        );

    private static IEnumerable<SecretSpelling> Encoded(byte[] utf8)
    {
        yield return new SecretSpelling(Convert.ToHexString(utf8), StringComparison.OrdinalIgnoreCase);
        for (var before = 0; before < 3; before++)
        {
            var core = Base64Core(utf8, before);
            yield return new SecretSpelling(core, InBase64: true);
            yield return new SecretSpelling(core.Replace('+', '-').Replace('/', '_'), InBase64: true);
            if (WebUtility.UrlEncode(core) is var percent && percent != core)
            {
                yield return new SecretSpelling(percent);
            }
        }
    }

    // The letters that depend on the secret alone when so many bytes (modulo 3) stand before it.
    private static string Base64Core(byte[] utf8, int before)
    {
        var text = Convert.ToBase64String([.. new byte[before], .. utf8]);
        var first = ((before * 8) + 5) / 6;
        var end = (before + utf8.Length) * 8 / 6;
        return text[first..end];
    }

    // As encoders do that write nothing but ASCII: \u00e9.
    private static string Ascii(string secret)
    {
        var text = new StringBuilder();
        foreach (var letter in JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret))
        {
            text.Append(letter < 0x7F ? letter.ToString() : $"\\u{(int)letter:x4}");
        }
        return text.ToString();
    }
}
