using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Developer.Testing;

/// <summary>A request or an answer as text: read-only, monospaced, reachable by keyboard, never markup.</summary>
public sealed partial class ReadOnlyText
{
    /// <summary>What it is, for those who do not see it.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }
}
