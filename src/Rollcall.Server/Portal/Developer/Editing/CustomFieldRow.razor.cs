using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>A row of Custom Fields.</summary>
public sealed partial class CustomFieldRow
{
    /// <summary>The draft that is edited.</summary>
    [CascadingParameter]
    public required DraftEditing Editing { get; set; }

    /// <summary>The row.</summary>
    [Parameter, EditorRequired]
    public required JsonObject Row { get; set; }

    /// <summary>Its path in the draft.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    /// <summary>Whether it is the authentication method's, and goes with it only.</summary>
    [Parameter]
    public bool IsOfMethod { get; set; }

    /// <summary>Whether no row stands above it.</summary>
    [Parameter]
    public bool IsFirst { get; set; }

    /// <summary>Whether no row stands below it.</summary>
    [Parameter]
    public bool IsLast { get; set; }

    /// <summary>Renames the variable.</summary>
    [Parameter, EditorRequired]
    public required Action<string> Rename { get; set; }

    /// <summary>The rows were changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private bool HasOptions => CustomFieldForm.HasOptions(CustomFieldForm.TypeId(Row));

    private void SetType(ChangeEventArgs change)
    {
        CustomFieldForm.SetType(Row, change.Value as string ?? "string");
        Editing.Typed();
    }

    private void SetDefault(ChangeEventArgs change)
    {
        Row.SetOptional("default", change.Value as string ?? "");
        Editing.Typed();
    }

    private void SetRequired(ChangeEventArgs change)
    {
        Row["required"] = change.Value is true;
        Editing.Typed();
    }

    private Task Remove()
    {
        Editing.Form.Root.RemoveRow("customFields", Row);
        Editing.Typed();
        return Changed.InvokeAsync();
    }
}
