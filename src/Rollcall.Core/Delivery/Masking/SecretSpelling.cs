using System.Text;

namespace Rollcall.Core.Delivery.Masking;

/// <summary>A way in which a secret can stand in a decoded text: plain, in hexadecimal digits or in base64.</summary>
/// <param name="Text">What is searched for; UTF-8, a letter a byte.</param>
/// <param name="Comparison">Hexadecimal digits are searched for in either case.</param>
/// <param name="InBase64">It is part of a longer base64 text: that is masked as a whole, since its ends hold the rest of the secret.</param>
internal sealed record SecretSpelling(
    string Text,
    StringComparison Comparison = StringComparison.Ordinal,
    bool InBase64 = false
)
{
    /// <summary>All spellings of a secret.</summary>
    public static IEnumerable<SecretSpelling> Of(string secret)
    {
        var utf8 = Encoding.UTF8.GetBytes(secret);
        yield return new SecretSpelling(Encoding.Latin1.GetString(utf8));
        yield return new SecretSpelling(Convert.ToHexString(utf8), StringComparison.OrdinalIgnoreCase);
        for (var before = 0; before < 3; before++)
        {
            var core = Base64Core(utf8, before);
            yield return new SecretSpelling(core, InBase64: true);
            yield return new SecretSpelling(core.Replace('+', '-').Replace('/', '_'), InBase64: true);
        }
    }

    /// <summary>Where it stands in a text.</summary>
    public void Find(DecodedText decoded, List<(int Start, int End)> found)
    {
        var text = decoded.Text;
        for (var from = 0; from < text.Length; )
        {
            var start = text.IndexOf(Text, from, Comparison);
            if (start < 0)
            {
                return;
            }
            var whole = InBase64 ? Whole(text, start, start + Text.Length) : (Start: start, End: start + Text.Length);
            found.Add(decoded.InSource(whole.Start, whole.End));
            from = InBase64 ? whole.End : start + 1;
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
