using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Frame;

/// <summary>A status as icon, word and colour: never colour alone.</summary>
public sealed partial class StatusChip
{
    /// <summary>Which.</summary>
    [Parameter, EditorRequired]
    public required StatusKind Kind { get; set; }

    /// <summary>In place of the status's own word, such as "12 not delivered".</summary>
    [Parameter]
    public string? Text { get; set; }

    /// <summary>More, on hover.</summary>
    [Parameter]
    public string? Title { get; set; }
}
