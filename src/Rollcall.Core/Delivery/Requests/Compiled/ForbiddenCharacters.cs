using System.Buffers;
using System.Text;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>What values in text and ndjson bodies must not hold: control characters, and those that the endpoint declares reserved.</summary>
internal sealed class ForbiddenCharacters(string reserved)
{
    private const byte LeadOfUpperControls = 0xC2;

    // C2 leads the control characters from U+0080 to U+009F, and others.
    private static readonly SearchValues<byte> Suspects = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (byte)c),
        0x7F,
        LeadOfUpperControls,
    ]);

    private readonly byte[][] _reserved =
    [
        .. reserved.EnumerateRunes().Select(rune => Encoding.UTF8.GetBytes(rune.ToString())),
    ];

    /// <summary>Why a text is refused, as the end of a sentence that begins with its name; null when it is not.</summary>
    public string? WhyNot(ReadOnlySpan<byte> text)
    {
        foreach (var character in _reserved)
        {
            if (text.IndexOf(character) >= 0)
            {
                return $"holds \"{Encoding.UTF8.GetString(character)}\", which this endpoint reserves.";
            }
        }
        return HasControl(text)
            ? "holds a line break or another control character, which such a body cannot carry."
            : null;
    }

    private static bool HasControl(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOfAny(Suspects); at >= 0; at = text.IndexOfAny(Suspects))
        {
            if (text[at] != LeadOfUpperControls || text[at + 1] < 0xA0)
            {
                return true;
            }
            text = text[(at + 2)..];
        }
        return false;
    }
}
