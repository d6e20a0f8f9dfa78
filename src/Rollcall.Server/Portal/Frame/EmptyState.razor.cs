using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Frame;

/// <summary>What stands where a list is empty: one sentence on what will stand here, and the button that makes the first.</summary>
public sealed partial class EmptyState
{
    /// <summary>The sentence.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>The button.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
