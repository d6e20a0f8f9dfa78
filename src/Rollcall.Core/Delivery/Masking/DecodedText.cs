using System.Text;

namespace Rollcall.Core.Delivery.Masking;

/// <summary>A text with one kind of escapes undone, as UTF-8 with a letter for each byte, that knows where each came from.</summary>
internal sealed class DecodedText
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int End)> _sources = [];
    private readonly Lazy<string> _whole;

    private DecodedText() => _whole = new Lazy<string>(_text.ToString);

    /// <summary>The decoded text.</summary>
    public string Text => _whole.Value;

    /// <summary>The text as it is, and with each kind of escapes that it holds undone.</summary>
    public static IEnumerable<DecodedText> Of(string source)
    {
        yield return Decode(source, (_, _) => null);
        if (source.Contains('%', StringComparison.Ordinal))
        {
            yield return Decode(source, Escapes.Percent);
        }
        if (source.Contains('+', StringComparison.Ordinal))
        {
            yield return Decode(source, Escapes.Form);
        }
        if (source.Contains('\\', StringComparison.Ordinal))
        {
            yield return Decode(source, Escapes.Json);
        }
        if (source.Contains('&', StringComparison.Ordinal))
        {
            yield return Decode(source, Escapes.Html);
        }
    }

    /// <summary>The part of the source that a part of the decoded text came from.</summary>
    public (int Start, int End) InSource(int start, int end) => (_sources[start].Start, _sources[end - 1].End);

    private static DecodedText Decode(string source, Func<string, int, Escape?> escapeAt)
    {
        var decoded = new DecodedText();
        Span<byte> utf8 = stackalloc byte[4];
        for (var at = 0; at < source.Length; )
        {
            if (escapeAt(source, at) is { } escape)
            {
                decoded.Add(escape.Utf8, at, at + escape.Length);
                at += escape.Length;
                continue;
            }
            Rune.DecodeFromUtf16(source.AsSpan(at), out var rune, out var length);
            decoded.Add(utf8[..rune.EncodeToUtf8(utf8)], at, at + length);
            at += length;
        }
        return decoded;
    }

    private void Add(ReadOnlySpan<byte> utf8, int start, int end)
    {
        foreach (var octet in utf8)
        {
            _text.Append((char)octet);
            _sources.Add((start, end));
        }
    }
}

/// <summary>An escape in a text.</summary>
/// <param name="Length">Its letters.</param>
/// <param name="Utf8">What it stands for.</param>
internal readonly record struct Escape(int Length, byte[] Utf8);
