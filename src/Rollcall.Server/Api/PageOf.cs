namespace Rollcall.Server.Api;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">In the list's order.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Next">Give it as <c>after</c> to read on; null: this was the end.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, int Total, string? Next)
{
    /// <summary>The same with other items.</summary>
    public PageOf<TOther> Select<TOther>(Func<T, TOther> change) => new([.. Items.Select(change)], Total, Next);
}
