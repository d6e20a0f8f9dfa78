using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>Moves a row up and down (also by dragging its handle and by Alt ↑↓, see draft.js) and removes it.</summary>
public sealed partial class RowTools
{
    /// <summary>The draft that is edited.</summary>
    [CascadingParameter]
    public required DraftEditing Editing { get; set; }

    /// <summary>The row.</summary>
    [Parameter, EditorRequired]
    public required JsonObject Row { get; set; }

    /// <summary>What it is called; "" while it has no name.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>Whether no row stands above it.</summary>
    [Parameter]
    public bool IsFirst { get; set; }

    /// <summary>Whether no row stands below it.</summary>
    [Parameter]
    public bool IsLast { get; set; }

    /// <summary>Whether it has a bin.</summary>
    [Parameter]
    public bool MayRemove { get; set; } = true;

    /// <summary>Removes it.</summary>
    [Parameter]
    public EventCallback Remove { get; set; }

    /// <summary>The rows were changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private string Shown => Name.Length > 0 ? Name : "this row";

    private Task MoveAsync(int by)
    {
        TreeValues.MoveRow(Row, by);
        Editing.Typed();
        return Changed.InvokeAsync();
    }
}
