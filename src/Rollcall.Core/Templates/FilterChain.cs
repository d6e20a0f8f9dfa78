using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Core.Templates;

/// <summary>Filters applied one after the other, compiled once; applying them allocates nothing once the scratch buffers have grown.</summary>
/// <remarks>Not safe for use from several threads at once: each worker compiles its own.</remarks>
public sealed class FilterChain
{
    private FilterChain() { }

    /// <summary>Compiles calls of a valid document.</summary>
    /// <exception cref="ArgumentException">A filter is unknown or its arguments are wrong, which a valid document never has.</exception>
    public static FilterChain Compile(IReadOnlyList<FilterCall> calls) => throw new NotImplementedException();

    /// <summary>Whether it changes nothing.</summary>
    public bool IsEmpty => throw new NotImplementedException();

    /// <summary>Applies the filters.</summary>
    /// <param name="value">The value.</param>
    /// <param name="result">The filtered value; its bytes are valid until the next call.</param>
    /// <returns>False where a filter cannot take the value (a phone number that is none, bytes that are no UTF-8): the item is invalid.</returns>
    public bool TryApply(FieldValue value, out FieldValue result) => throw new NotImplementedException();
}
