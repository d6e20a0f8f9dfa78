using System.Globalization;
using System.Numerics;

namespace Rollcall.Core.Integrations.Reading;

/// <summary>What a scalar without quotes is by YAML 1.2's core schema; <c>no</c>, <c>on</c> and <c>y</c> are text.</summary>
internal static class PlainValue
{
    /// <summary>Whether it is null.</summary>
    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Its type.</summary>
    public static PlainKind Kind(string text) =>
        IsNull(text) ? PlainKind.Null
        : text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE" ? PlainKind.Boolean
        : JsonNumber(text) is not null ? PlainKind.Number
        : PlainKind.Text;

    /// <summary>A number as JSON writes it, digits kept; null when the text is no finite number.</summary>
    public static string? JsonNumber(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return Whole(text.AsSpan(2), 16);
        }
        if (text.StartsWith("0o", StringComparison.Ordinal))
        {
            return Whole(text.AsSpan(2), 8);
        }
        return Decimal(text);
    }

    private static string? Whole(ReadOnlySpan<char> digits, int radix)
    {
        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            var worth = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (worth >= radix)
            {
                return null;
            }
            value = value * radix + worth;
        }
        return digits.IsEmpty ? null : value.ToString(CultureInfo.InvariantCulture);
    }

    // [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
    private static string? Decimal(string text)
    {
        var at = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        var sign = at == 1 && text[0] == '-' ? "-" : "";
        var whole = Digits(text, ref at);
        var fraction = "";
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Digits(text, ref at);
        }
        if (whole.Length + fraction.Length == 0 || Exponent(text, ref at) is not { } exponent || at < text.Length)
        {
            return null;
        }
        var digits = whole.TrimStart('0');
        return sign + (digits.Length == 0 ? "0" : digits) + (fraction.Length == 0 ? "" : "." + fraction) + exponent;
    }

    private static string? Exponent(string text, ref int at)
    {
        if (at == text.Length || text[at] is not ('e' or 'E'))
        {
            return "";
        }
        var start = at++;
        if (at < text.Length && text[at] is '-' or '+')
        {
            at++;
        }
        return Digits(text, ref at).Length == 0 ? null : text[start..at];
    }

    private static string Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }
        return text[start..at];
    }
}

/// <summary>The types of a scalar without quotes.</summary>
internal enum PlainKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Nothing.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A finite number.</summary>
    Number,
}
