using System.ComponentModel;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Rollcall.Server.Api;

/// <summary>Which part of a list is wanted: bind it with <c>[AsParameters]</c>.</summary>
/// <param name="Limit">Items at most, 1 to 200; 50 where nothing is said.</param>
/// <param name="After">The <c>next</c> of the page before; nothing: from the start.</param>
public readonly record struct PageRequest(
    [property: Description("Items at most, 1 to 200.")] int? Limit = null,
    [property: Description("The \"next\" of the page before.")] string? After = null
)
{
    private const int MostItems = 200;
    private const int UsualItems = 50;

    /// <summary>Reads the part of an ordered query.</summary>
    /// <exception cref="Refusal">The limit or the place is none.</exception>
    public async Task<PageOf<T>> ReadAsync<T>(IQueryable<T> ordered, CancellationToken cancellation = default)
    {
        var (limit, skip) = (Take(), Skip());
        var total = await ordered.CountAsync(cancellation).ConfigureAwait(false);
        var items = await ordered.Skip(skip).Take(limit).ToListAsync(cancellation).ConfigureAwait(false);
        return new PageOf<T>(items, total, NextOf(skip + items.Count, total));
    }

    /// <summary>The part of a list in memory.</summary>
    /// <exception cref="Refusal">The limit or the place is none.</exception>
    public PageOf<T> Of<T>(IReadOnlyList<T> all)
    {
        var skip = Skip();
        var items = all.Skip(skip).Take(Take()).ToList();
        return new PageOf<T>(items, all.Count, NextOf(skip + items.Count, all.Count));
    }

    private static string? NextOf(int end, int total) =>
        end < total ? end.ToString(CultureInfo.InvariantCulture) : null;

    private int Take() =>
        Limit is null or (>= 1 and <= MostItems)
            ? Limit ?? UsualItems
            : throw Refusal.Invalid(new FieldFault("limit", $"limit must be 1 to {MostItems}."));

    private int Skip() =>
        After is null ? 0
        : int.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? skip
        : throw Refusal.Invalid(new FieldFault("after", "after must be the \"next\" of the page before."));
}
