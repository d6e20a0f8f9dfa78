using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Frame;

/// <summary>Tabs that are links: each has an address of its own, and Back works.</summary>
public sealed partial class TabLinks
{
    /// <summary>The tabs, in order.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TabLink> Tabs { get; set; }

    /// <summary>The name of the one that is shown.</summary>
    [Parameter, EditorRequired]
    public required string Selected { get; set; }

    /// <summary>What the tabs choose among, for screen readers.</summary>
    [Parameter]
    public string Label { get; set; } = "Views";
}

/// <summary>A tab.</summary>
/// <param name="Name">In the address.</param>
/// <param name="Label">On the screen.</param>
/// <param name="Href">Its address.</param>
public sealed record TabLink(string Name, string Label, string Href);
