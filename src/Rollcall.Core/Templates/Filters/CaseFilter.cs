using System.Text;
using Rollcall.Core.Members;

namespace Rollcall.Core.Templates.Filters;

/// <summary>Upper or lower case by Unicode's simple mappings, the same for every language. Numbers and booleans stay.</summary>
internal sealed class CaseFilter(bool upper) : Filter
{
    public override bool TryApply(FieldValue value, out FieldValue result)
    {
        if (value.Kind is FieldKind.Text or FieldKind.Json)
        {
            return base.TryApply(value, out result);
        }
        result = value;
        return true;
    }

    protected override bool TryWrite(ReadOnlySpan<byte> text)
    {
        var into = Scratch.GetSpan(text.Length);
        if (Ascii.IsValid(text))
        {
            _ = upper ? Ascii.ToUpper(text, into, out var written) : Ascii.ToLower(text, into, out written);
            Scratch.Advance(written);
            return true;
        }
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            var changed = upper ? Rune.ToUpperInvariant(rune) : Rune.ToLowerInvariant(rune);
            Scratch.Advance(changed.EncodeToUtf8(Scratch.GetSpan(4)));
            text = text[length..];
        }
        return true;
    }
}
