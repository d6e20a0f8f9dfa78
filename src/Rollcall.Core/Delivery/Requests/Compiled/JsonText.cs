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

    /// <summary>How many bytes a text of so many bytes takes at most. Names of true and false may stand for no bytes.</summary>
    public static int Longest(int length) => (length + 5) * 6;

    /// <summary>Writes fixed bytes and behind them UTF-8 text, escaped.</summary>
    public static void Write(ReadOnlySpan<byte> before, ReadOnlySpan<byte> text, ArrayBufferWriter<byte> into)
    {
        var span = into.GetSpan(before.Length + Longest(text.Length));
        before.CopyTo(span);
        into.Advance(before.Length + Write(text, span[before.Length..]));
    }

    /// <summary>Writes UTF-8 text, escaped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="into">Has room for <see cref="Longest"/>.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ReadOnlySpan<byte> text, Span<byte> into)
    {
        // Most values need no escape: one search over the vector unit, one copy.
        var plain = text.IndexOfAny(Escaped);
        if (plain < 0)
        {
            text.CopyTo(into);
            return text.Length;
        }
        return WriteEscaped(text, plain, into);
    }

    private static int WriteEscaped(ReadOnlySpan<byte> text, int plain, Span<byte> into)
    {
        var at = 0;
        for (; plain >= 0; plain = text.IndexOfAny(Escaped))
        {
            text[..plain].CopyTo(into[at..]);
            at += plain;
            at += Escape(text[plain], into[at..]);
            text = text[(plain + 1)..];
        }
        text.CopyTo(into[at..]);
        return at + text.Length;
    }

    private static int Escape(byte c, Span<byte> into)
    {
        into[0] = (byte)'\\';
        into[1] = Letter(c);
        if (into[1] != 'u')
        {
            return 2;
        }
        "00"u8.CopyTo(into[2..]);
        into[4] = Hex(c >> 4);
        into[5] = Hex(c & 0xF);
        return 6;
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
