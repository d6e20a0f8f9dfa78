using System.Text;

namespace Rollcall.Core.Templates.Parsing;

/// <summary>Which characters may stand in which part of an address (RFC 3986).</summary>
internal static class UrlText
{
    private const string SubDelims = "!$&'()*+,;=";

    /// <summary>Whether a character may stand in a path segment as it is, <c>%</c> left out.</summary>
    public static bool IsSegmentCharacter(char c) => IsUnreserved(c) || c is ':' or '@' || SubDelims.Contains(c);

    /// <summary>Whether a character may stand in a query as it is, <c>%</c> left out.</summary>
    public static bool IsQueryCharacter(char c) => IsSegmentCharacter(c) || c is '/' or '?';

    /// <summary>Whether a character may stand in a host's label.</summary>
    public static bool IsLabelCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '-';

    /// <summary>Whether a segment, as it would be sent, goes up or stays: <c>.</c> or <c>..</c>, its dots perhaps encoded, which receivers decode.</summary>
    public static bool IsDots(ReadOnlySpan<byte> segment)
    {
        var dots = 0;
        for (; !segment.IsEmpty; dots++)
        {
            var length =
                segment[0] == '.' ? 1
                : segment.StartsWith("%2e"u8) || segment.StartsWith("%2E"u8) ? 3
                : 0;
            if (length == 0)
            {
                return false;
            }
            segment = segment[length..];
        }
        return dots is 1 or 2;
    }

    /// <summary>A character percent-encoded, for messages.</summary>
    public static string Encoded(char c) =>
        char.IsSurrogate(c)
            ? "its UTF-8 bytes percent-encoded"
            : string.Concat(Encoding.UTF8.GetBytes([c]).Select(b => $"%{b:X2}"));

    private static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';
}
