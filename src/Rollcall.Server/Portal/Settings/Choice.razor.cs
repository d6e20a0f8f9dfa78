using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Settings;

/// <summary>A choice among few.</summary>
public sealed partial class Choice
{
    /// <summary>The label.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Whether the label is for screen readers only, as in a table.</summary>
    [Parameter]
    public bool IsQuiet { get; set; }

    /// <summary>What may be chosen: value and text.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<(string Value, string Text)> Options { get; set; }

    /// <summary>What is chosen.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>Something else was chosen.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>Whether it cannot be changed.</summary>
    [Parameter]
    public bool Disabled { get; set; }

    private Task ChangeAsync(ChangeEventArgs change) => ValueChanged.InvokeAsync(change.Value?.ToString() ?? "");
}
