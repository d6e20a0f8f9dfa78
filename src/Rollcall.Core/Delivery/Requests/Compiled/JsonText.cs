using System.Buffers;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>Writes text within JSON strings: what JSON demands is escaped, everything else keeps its bytes.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (byte)c),
        (byte)'"',
        (byte)'\\',
    ]);

    /// <summary>Writes fixed bytes and behind them UTF-8 text, escaped.</summary>
    public static void Write(ReadOnlySpan<byte> before, ReadOnlySpan<byte> text, ArrayBufferWriter<byte> into)
    {
        // Most values need no escape: one search over the vector unit, one reservation, two copies.
        var plain = text.IndexOfAny(Escaped);
        var run = plain < 0 ? text.Length : plain;
        var span = into.GetSpan(before.Length + run);
        before.CopyTo(span);
        text[..run].CopyTo(span[before.Length..]);
        into.Advance(before.Length + run);
        if (plain >= 0)
        {
            WriteEscaped(text[run..], into);
        }
    }

    private static void WriteEscaped(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> into)
    {
        while (!text.IsEmpty)
        {
            Escape(text[0], into);
            text = text[1..];
            var plain = text.IndexOfAny(Escaped);
            var run = plain < 0 ? text.Length : plain;
            into.Write(text[..run]);
            text = text[run..];
        }
    }

    private static void Escape(byte c, ArrayBufferWriter<byte> into)
    {
        var span = into.GetSpan(6);
        span[0] = (byte)'\\';
        var letter = Letter(c);
        if (letter != 'u')
        {
            span[1] = letter;
            into.Advance(2);
            return;
        }
        "u00"u8.CopyTo(span[1..]);
        span[4] = Hex(c >> 4);
        span[5] = Hex(c & 0xF);
        into.Advance(6);
    }

    private static byte Letter(byte c) =>
        c switch
        {
            (byte)'"' or (byte)'\\' => c,
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            _ => (byte)'u',
        };

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
}
