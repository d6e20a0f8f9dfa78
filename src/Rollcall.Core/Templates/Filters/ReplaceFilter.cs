using System.Buffers;
using System.Text;

namespace Rollcall.Core.Templates.Filters;

/// <summary>Replaces every occurrence of a text, letter by letter the same.</summary>
internal sealed class ReplaceFilter : Filter
{
    private readonly byte[] _old;
    private readonly byte[] _new;

    public ReplaceFilter(string old, string @new)
    {
        if (old.Length == 0)
        {
            throw new ArgumentException(
                "The first argument of \"replace\" is the text to look for: it must not be empty."
            );
        }
        (_old, _new) = (Encoding.UTF8.GetBytes(old), Encoding.UTF8.GetBytes(@new));
    }

    protected override bool TryWrite(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf(_old); at >= 0; at = text.IndexOf(_old))
        {
            Scratch.Write(text[..at]);
            Scratch.Write(_new);
            text = text[(at + _old.Length)..];
        }
        Scratch.Write(text);
        return true;
    }
}
