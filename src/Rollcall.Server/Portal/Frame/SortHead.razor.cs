using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Frame;

/// <summary>The head of a column by which a table can be sorted: a link, so that the order stands in the address.</summary>
public sealed partial class SortHead
{
    /// <summary>The column's name in the address.</summary>
    [Parameter, EditorRequired]
    public required string Column { get; set; }

    /// <summary>What stands there.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>How the table is sorted; null: as it comes.</summary>
    [Parameter, EditorRequired]
    public required string? Sort { get; set; }

    /// <summary>Whether it is a column of numbers.</summary>
    [Parameter]
    public bool Number { get; set; }

    /// <summary>Makes addresses.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    private string? Direction =>
        Sort == Column ? "ascending"
        : Sort == $"-{Column}" ? "descending"
        : null;

    private string Address => Navigation.GetUriWithQueryParameter("sort", Sort == Column ? $"-{Column}" : Column);
}
