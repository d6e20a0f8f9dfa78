using Rollcall.Core.Members;

namespace Rollcall.Core.Templates.Filters;

/// <summary>Text that is a number as JSON writes it becomes that number, digit for digit; all else is refused.</summary>
internal sealed class NumberFilter : Filter
{
    public override bool TryApply(FieldValue value, out FieldValue result)
    {
        result = value.Kind == FieldKind.Text ? new FieldValue(FieldKind.Number, value.Bytes) : value;
        return value.Kind is FieldKind.Null or FieldKind.Number
            || (value.Kind == FieldKind.Text && JsonNumber.Is(value.Bytes));
    }
}
