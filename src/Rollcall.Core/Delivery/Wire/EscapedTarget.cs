using System.Globalization;
using System.Text;

namespace Rollcall.Core.Delivery.Wire;

/// <summary>Makes a redirect's target fit to be shown: a stranger wrote it.</summary>
internal static class EscapedTarget
{
    private const int Longest = 500;
    private const string Kept = "-._~:/?#[]@!$&'()*+,;=%";

    /// <summary>The target with every character that has no place in an address percent-encoded; null for none.</summary>
    public static string? Of(string? location)
    {
        if (string.IsNullOrWhiteSpace(location))
        {
            return null;
        }
        var shown = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(location.Trim()))
        {
            var letter = (char)octet;
            shown.Append(
                char.IsAsciiLetterOrDigit(letter) || Kept.Contains(letter, StringComparison.Ordinal)
                    ? letter.ToString()
                    : string.Create(CultureInfo.InvariantCulture, $"%{octet:X2}")
            );
        }
        return shown.Length <= Longest ? shown.ToString() : shown.ToString(0, Longest) + "...";
    }
}
