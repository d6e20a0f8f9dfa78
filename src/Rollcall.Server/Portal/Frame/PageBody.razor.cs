using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Frame;

/// <summary>The frame of a page's content: title, actions, and what stands there while it loads or where it cannot.</summary>
public sealed partial class PageBody
{
    /// <summary>The page.</summary>
    [Parameter, EditorRequired]
    public required PortalPage Page { get; set; }

    /// <summary>The title, also the window's.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Where "‹ Back" leads; empty: there is none.</summary>
    [Parameter]
    public string? Back { get; set; }

    /// <summary>Buttons at the right of the title; one of them filled at most.</summary>
    [Parameter]
    public RenderFragment? Actions { get; set; }

    /// <summary>The content, once loaded.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
