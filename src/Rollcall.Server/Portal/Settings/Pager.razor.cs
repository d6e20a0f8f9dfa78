using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Settings;

/// <summary>Leads through a long list; the place stands in the address as <c>after</c>.</summary>
public sealed partial class Pager
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;

    /// <summary>How many rows there are in all.</summary>
    [Parameter, EditorRequired]
    public required int Total { get; set; }

    /// <summary>How many rows stand before this page, as in the address.</summary>
    [Parameter]
    public string? After { get; set; }

    /// <summary>The current address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    private int Place =>
        int.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0;

    private string AddressOf(int place) =>
        Navigation.GetUriWithQueryParameter("after", place == 0 ? null : place.ToString(CultureInfo.InvariantCulture));
}
