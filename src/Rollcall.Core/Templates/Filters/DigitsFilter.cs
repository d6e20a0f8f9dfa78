using System.Globalization;
using System.Text;

namespace Rollcall.Core.Templates.Filters;

/// <summary>Keeps the decimal digits; those of other scripts become ASCII ones, since they write the same number.</summary>
internal sealed class DigitsFilter : Filter
{
    protected override bool TryWrite(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            {
                Scratch.GetSpan(1)[0] = (byte)('0' + (int)Rune.GetNumericValue(rune));
                Scratch.Advance(1);
            }
            text = text[length..];
        }
        return true;
    }
}
