using System.Buffers.Text;

namespace Rollcall.Core.Templates.Filters;

/// <summary>The value's UTF-8 bytes in base64, with padding.</summary>
internal sealed class Base64Filter : Filter
{
    protected override bool TryWrite(ReadOnlySpan<byte> text)
    {
        var into = Scratch.GetSpan(Base64.GetMaxEncodedToUtf8Length(text.Length));
        Base64.EncodeToUtf8(text, into, out _, out var written);
        Scratch.Advance(written);
        return true;
    }
}
