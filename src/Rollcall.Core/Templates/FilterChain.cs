using System.Text.Unicode;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Templates.Filters;

namespace Rollcall.Core.Templates;

/// <summary>Filters applied one after the other, compiled once; applying them allocates nothing once the scratch buffers have grown (but for 96 bytes of the runtime's normalization where <c>slug</c> meets text beyond ASCII).</summary>
/// <remarks>Not safe for use from several threads at once: each worker compiles its own.</remarks>
public sealed class FilterChain
{
    private readonly Filter[] _filters;

    private FilterChain(Filter[] filters) => _filters = filters;

    /// <summary>Compiles calls of a valid document.</summary>
    /// <exception cref="ArgumentException">A filter is unknown or its arguments are wrong, which a valid document never has.</exception>
    public static FilterChain Compile(IReadOnlyList<FilterCall> calls) => new([.. calls.Select(FilterCatalog.Create)]);

    /// <summary>Whether it changes nothing.</summary>
    public bool IsEmpty => _filters.Length == 0;

    /// <summary>Applies the filters. A null stays null, but for <c>default</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="result">The filtered value; its bytes are valid until the next call.</param>
    /// <returns>False where a filter cannot take the value (a phone number that is none, bytes that are no UTF-8): the item is invalid.</returns>
    public bool TryApply(FieldValue value, out FieldValue result)
    {
        result = value;
        if (_filters.Length == 0)
        {
            return true;
        }
        if (!Utf8.IsValid(value.Bytes))
        {
            return false;
        }
        foreach (var filter in _filters)
        {
            if (!filter.TryApply(result, out result))
            {
                return false;
            }
        }
        return true;
    }
}
