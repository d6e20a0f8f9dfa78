using System.Buffers;
using Rollcall.Core.Members;

namespace Rollcall.Core.Templates.Filters;

/// <summary>One step of a <see cref="FilterChain"/>, with a scratch buffer of its own that its result may stand in.</summary>
internal abstract class Filter
{
    /// <summary>Where a changed value is written.</summary>
    protected ArrayBufferWriter<byte> Scratch { get; } = new();

    /// <summary>Applies the filter to a value of valid UTF-8.</summary>
    /// <param name="value">The value.</param>
    /// <param name="result">The value itself, or one in <see cref="Scratch"/>, until the next call.</param>
    /// <returns>False where it cannot take the value.</returns>
    public virtual bool TryApply(FieldValue value, out FieldValue result)
    {
        result = value;
        if (value.Kind == FieldKind.Null)
        {
            return true;
        }
        Scratch.ResetWrittenCount();
        if (!TryWrite(value.Text))
        {
            return false;
        }
        result = new FieldValue(FieldKind.Text, Scratch.WrittenSpan);
        return true;
    }

    /// <summary>Writes the filtered text into <see cref="Scratch"/>.</summary>
    /// <param name="text">The text of a value that is not null.</param>
    /// <returns>False where it cannot take the value.</returns>
    protected virtual bool TryWrite(ReadOnlySpan<byte> text) => false;
}
