using System.Globalization;
using System.Text;

namespace Rollcall.Cli.Output;

/// <summary>Makes foreign text harmless on a terminal: a destination's answer may hold escape sequences.</summary>
internal static class Terminal
{
    /// <summary>The text with control characters written as <c>\u001b</c>, line breaks as <c>\n</c>.</summary>
    public static string Safe(string text)
    {
        if (!text.Any(NeedsEscape))
        {
            return text;
        }
        var safe = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => safe.Append("\\n"),
                '\r' => safe.Append("\\r"),
                '\t' => safe.Append("\\t"),
                _ when NeedsEscape(character) => safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => safe.Append(character),
            };
        }
        return safe.ToString();
    }

    // Beside control characters those that reorder what stands around them.
    private static bool NeedsEscape(char character) =>
        char.IsControl(character) || character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
