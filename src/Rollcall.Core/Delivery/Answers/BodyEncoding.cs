using System.Text;

namespace Rollcall.Core.Delivery.Answers;

/// <summary>Tells a body's character encoding: a byte order mark, else the charset that it names, else UTF-8.</summary>
internal static class BodyEncoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The encoding, and how many bytes of byte order mark there are.</summary>
    public static (Encoding Encoding, int Mark) Of(ReadOnlySpan<byte> bytes, string? charset) =>
        bytes.StartsWith(Encoding.UTF8.Preamble) ? (Utf8, 3)
        : bytes.StartsWith(Encoding.Unicode.Preamble) ? (Encoding.Unicode, 2)
        : bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) ? (Encoding.BigEndianUnicode, 2)
        : (Named(charset?.Trim('"', '\'', ' ')), 0);

    private static Encoding Named(string? charset)
    {
        if (string.IsNullOrEmpty(charset) || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Utf8;
        }
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return Utf8;
        }
    }
}

/// <summary>Puts U+FFFD in place of escaped halves of surrogate pairs (<c>\ud83d</c> alone), which .NET's JSON reader takes in and then throws at when their text is asked for.</summary>
internal static class LoneSurrogates
{
    public static void Replace(Span<byte> json)
    {
        for (var at = 0; at < json.Length; )
        {
            var next = json[at..].IndexOf((byte)'\\');
            if (next < 0)
            {
                return;
            }
            at += next;
            at += Escape(json[at..]);
        }
    }

    // The length of the escape at the start, two for a pair's halves together.
    private static int Escape(Span<byte> json)
    {
        if (Unit(json) is not { } unit)
        {
            return 2;
        }
        if (char.IsHighSurrogate(unit) && Unit(json[6..]) is { } second && char.IsLowSurrogate(second))
        {
            return 12;
        }
        if (char.IsSurrogate(unit))
        {
            "\\uFFFD"u8.CopyTo(json);
        }
        return 6;
    }

    private static char? Unit(ReadOnlySpan<byte> json) =>
        json.Length >= 6
        && json[0] == '\\'
        && json[1] == 'u'
        && ushort.TryParse(
            json[2..6],
            System.Globalization.NumberStyles.AllowHexSpecifier,
            System.Globalization.CultureInfo.InvariantCulture,
            out var unit
        )
            ? (char)unit
            : null;
}
