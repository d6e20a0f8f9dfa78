namespace Rollcall.Server.Portal.Frame;

/// <summary>Sorts the rows of a table by a column whose name stands in the address, with a dash before it for the other way round.</summary>
/// <param name="columns">What each column is sorted by.</param>
internal sealed class TableSort<T>(IReadOnlyDictionary<string, Func<T, object?>> columns)
{
    /// <summary>The rows in order; as they are where no column of this name is.</summary>
    public IReadOnlyList<T> Of(IReadOnlyList<T> rows, string? sort)
    {
        var isTurned = sort?.StartsWith('-') == true;
        if (sort is null || columns.GetValueOrDefault(isTurned ? sort[1..] : sort) is not { } key)
        {
            return rows;
        }
        var comparer = Comparer<object?>.Create(Compare);
        return isTurned ? [.. rows.OrderByDescending(key, comparer)] : [.. rows.OrderBy(key, comparer)];
    }

    private static int Compare(object? one, object? other) =>
        one is string text && other is string second
            ? string.Compare(text, second, StringComparison.OrdinalIgnoreCase)
            : Comparer<object?>.Default.Compare(one, other);
}
