using System.Text;
using Rollcall.Core.Members;

namespace Rollcall.Core.Templates.Filters;

/// <summary>Takes white space (all that Unicode calls so) off both ends. Numbers and booleans have none.</summary>
internal sealed class TrimFilter : Filter
{
    public override bool TryApply(FieldValue value, out FieldValue result)
    {
        result = value.Kind is FieldKind.Text or FieldKind.Json ? new FieldValue(value.Kind, Trim(value.Bytes)) : value;
        return true;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var first, out var length);
            if (!Rune.IsWhiteSpace(first))
            {
                break;
            }
            text = text[length..];
        }
        while (!text.IsEmpty)
        {
            Rune.DecodeLastFromUtf8(text, out var last, out var length);
            if (!Rune.IsWhiteSpace(last))
            {
                break;
            }
            text = text[..^length];
        }
        return text;
    }
}
