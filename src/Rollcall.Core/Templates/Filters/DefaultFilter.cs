using System.Text;
using Rollcall.Core.Members;

namespace Rollcall.Core.Templates.Filters;

/// <summary>A text in place of null and of empty text.</summary>
internal sealed class DefaultFilter(string text) : Filter
{
    private readonly byte[] _text = Encoding.UTF8.GetBytes(text);

    public override bool TryApply(FieldValue value, out FieldValue result)
    {
        result = value.IsEmpty ? new FieldValue(FieldKind.Text, _text) : value;
        return true;
    }
}
