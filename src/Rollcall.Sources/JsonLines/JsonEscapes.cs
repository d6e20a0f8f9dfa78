using System.Buffers.Text;
using System.Text;

namespace Rollcall.Sources.JsonLines;

/// <summary>
/// Decodes the escapes of a JSON string. Half a surrogate pair, which no UTF-8 can hold, becomes bytes that are no valid
/// UTF-8 and still differ from one another: put in its place, U+FFFD would make one user of two.
/// </summary>
internal static class JsonEscapes
{
    /// <summary>Decodes a string.</summary>
    /// <param name="escaped">Between its quotes; well-formed.</param>
    /// <param name="decoded">Takes the bytes; never more than those given.</param>
    /// <returns>The number of bytes.</returns>
    public static int Decode(ReadOnlySpan<byte> escaped, Span<byte> decoded)
    {
        var written = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            var copied = plain < 0 ? escaped : escaped[..plain];
            copied.CopyTo(decoded[written..]);
            written += copied.Length;
            if (plain < 0)
            {
                return written;
            }
            escaped = escaped[plain..];
            escaped = escaped[DecodeOne(escaped, decoded, ref written)..];
        }
    }

    private static int DecodeOne(ReadOnlySpan<byte> escaped, Span<byte> decoded, ref int written)
    {
        if (escaped[1] != 'u')
        {
            decoded[written++] = escaped[1] switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                var itself => itself,
            };
            return 2;
        }
        var unit = Unit(escaped);
        if (char.IsHighSurrogate(unit) && escaped.Length >= 12 && escaped[6..].StartsWith("\\u"u8))
        {
            var low = Unit(escaped[6..]);
            if (char.IsLowSurrogate(low))
            {
                written += new Rune(unit, low).EncodeToUtf8(decoded[written..]);
                return 12;
            }
        }
        written += Encode(unit, decoded[written..]);
        return 6;
    }

    private static char Unit(ReadOnlySpan<byte> escape)
    {
        Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out _, 'x');
        return (char)unit;
    }

    private static int Encode(char unit, Span<byte> decoded)
    {
        if (Rune.TryCreate(unit, out var rune))
        {
            return rune.EncodeToUtf8(decoded);
        }
        decoded[0] = (byte)(0xE0 | (unit >> 12));
        decoded[1] = (byte)(0x80 | ((unit >> 6) & 0x3F));
        decoded[2] = (byte)(0x80 | (unit & 0x3F));
        return 3;
    }
}
