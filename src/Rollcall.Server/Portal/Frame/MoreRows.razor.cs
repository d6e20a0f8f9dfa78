using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Frame;

/// <summary>Below a list that may be very long: says how many are shown, and shows more.</summary>
public sealed partial class MoreRows
{
    /// <summary>Rows that a list shows at first.</summary>
    public const int First = 100;

    /// <summary>How many there are.</summary>
    [Parameter, EditorRequired]
    public required int Total { get; set; }

    /// <summary>How many are shown at most.</summary>
    [Parameter, EditorRequired]
    public required int Shown { get; set; }

    /// <summary>More are asked for.</summary>
    [Parameter]
    public EventCallback<int> ShownChanged { get; set; }
}
