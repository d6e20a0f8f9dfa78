using System.Buffers;
using System.Text;

namespace Rollcall.Core.Templates;

/// <summary>
/// The slug of a cohort's name: NFKD, then a hyphen for each run of characters other than ASCII letters, digits and
/// underscores, also at the ends, cut to 100 characters.
/// </summary>
public static class CohortSlug
{
    private const int Longest = 100;

    /// <summary>The slug of a name: <c>Saturday's cohort &amp; héllo</c> → <c>Saturday-s-cohort-he-llo</c>.</summary>
    /// <param name="name">Any text; what is no valid UTF-16 is replaced first.</param>
    public static string Of(string name)
    {
        var into = new ArrayBufferWriter<byte>(Longest);
        Write(Encoding.UTF8.GetBytes(name), into);
        return Encoding.ASCII.GetString(into.WrittenSpan);
    }

    /// <summary>The slug where it serves as an ID: one that holds no letter or digit gets the cohort's ID behind it, so that two cohorts without any do not share one.</summary>
    /// <param name="name">The cohort's name.</param>
    /// <param name="cohortId">The cohort's ID.</param>
    public static string AsId(string name, string cohortId)
    {
        var slug = Of(name);
        return slug.Any(char.IsAsciiLetterOrDigit) ? slug : slug + cohortId;
    }

    /// <summary>Writes the slug of valid UTF-8 text.</summary>
    internal static void Write(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> into)
    {
        if (Ascii.IsValid(text))
        {
            WriteAscii(text, into);
            return;
        }
        var chars = ArrayPool<char>.Shared.Rent(text.Length);
        var source = chars.AsSpan(0, Encoding.UTF8.GetChars(text, chars));
        // ICU's wrapper refuses U+FFFE, which is as valid as any other character here.
        source.Replace('\uFFFE', '\uFFFD');
        var normalized = Normalize(source, out var length);
        var hyphen = false;
        var left = Longest;
        foreach (var c in normalized.AsSpan(0, length))
        {
            Put(c, into, ref hyphen, ref left);
        }
        ArrayPool<char>.Shared.Return(normalized);
        ArrayPool<char>.Shared.Return(chars);
    }

    // Asking for the length first would normalize twice.
    private static char[] Normalize(ReadOnlySpan<char> source, out int length)
    {
        var normalized = ArrayPool<char>.Shared.Rent(source.Length * 2);
        while (!source.TryNormalize(normalized, out length, NormalizationForm.FormKD))
        {
            var larger = ArrayPool<char>.Shared.Rent(normalized.Length * 2);
            ArrayPool<char>.Shared.Return(normalized);
            normalized = larger;
        }
        return normalized;
    }

    private static void WriteAscii(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> into)
    {
        var hyphen = false;
        var left = Longest;
        foreach (var b in text)
        {
            Put((char)b, into, ref hyphen, ref left);
        }
    }

    private static void Put(char c, ArrayBufferWriter<byte> into, ref bool hyphen, ref int left)
    {
        var kept = char.IsAsciiLetterOrDigit(c) || c == '_';
        if (left > 0 && (kept || !hyphen))
        {
            into.GetSpan(1)[0] = kept ? (byte)c : (byte)'-';
            into.Advance(1);
            left--;
        }
        hyphen = !kept;
    }
}
