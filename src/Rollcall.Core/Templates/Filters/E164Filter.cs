using System.Buffers;
using System.Globalization;
using System.Text;

namespace Rollcall.Core.Templates.Filters;

/// <summary>
/// Phone numbers as <c>+</c>, country code and number, 15 digits at most. <c>+</c> and <c>00</c> begin an international
/// number; any other gets the default country code in place of its trunk prefix. Blanks, dots, slashes, hyphens and
/// brackets are dropped, also the <c>(0)</c> of <c>+49 (0) 170</c>. Anything else is no phone number.
/// </summary>
internal sealed class E164Filter : Filter
{
    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    // Numbers of Italy, San Marino and the Vatican keep their leading zero; North America's trunk prefix is 1.
    private static readonly string[] KeepZero = ["39", "378", "379"];
    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\u00A0\u202F-‐‑‒–—.()/");

    private readonly byte[] _country;
    private readonly bool _keepsZero;

    public E164Filter(string country)
    {
        if (country.Length is 0 or > 3 || country[0] == '0' || !country.All(char.IsAsciiDigit))
        {
            throw new ArgumentException(
                "The argument of \"e164\" is a country code of one to three digits without \"+\", as in e164:\"49\"."
            );
        }
        _country = Encoding.ASCII.GetBytes(country);
        _keepsZero = KeepZero.Contains(country);
    }

    protected override bool TryWrite(ReadOnlySpan<byte> text)
    {
        Span<byte> kept = stackalloc byte[32];
        if (!TryPick(text, kept, out var count, out var plus))
        {
            return false;
        }
        var digits = kept[..count];
        Put("+"u8);
        if (plus || digits.StartsWith("00"u8))
        {
            Put(plus ? digits : digits[2..]);
        }
        else
        {
            Put(_country);
            Put(WithoutTrunk(digits));
        }
        var written = Scratch.WrittenCount - 1;
        return written is >= FewestDigits and <= MostDigits && Scratch.WrittenSpan[1] != (byte)'0';
    }

    private ReadOnlySpan<byte> WithoutTrunk(ReadOnlySpan<byte> digits)
    {
        if (_country is [(byte)'1'])
        {
            return digits is [(byte)'1', ..] && digits.Length == 11 ? digits[1..] : digits;
        }
        return !_keepsZero && digits is [(byte)'0', ..] ? digits[1..] : digits;
    }

    private static bool TryPick(ReadOnlySpan<byte> text, Span<byte> digits, out int count, out bool plus)
    {
        (count, plus) = (0, false);
        while (!text.IsEmpty)
        {
            if (plus && count > 0 && text.StartsWith("(0)"u8))
            {
                text = text[3..];
                continue;
            }
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            text = text[length..];
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber && count < digits.Length)
            {
                digits[count++] = (byte)('0' + (int)Rune.GetNumericValue(rune));
            }
            else if (rune.Value == '+' && count == 0 && !plus)
            {
                plus = true;
            }
            else if (!rune.IsBmp || !Separators.Contains((char)rune.Value))
            {
                return false;
            }
        }
        return true;
    }

    private void Put(ReadOnlySpan<byte> bytes) => Scratch.Write(bytes);
}
