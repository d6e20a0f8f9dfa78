using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>The options of a select field or button group, a line each.</summary>
public sealed partial class OptionsEditor
{
    private int _most = MoreRows.First;

    /// <summary>The draft that is edited.</summary>
    [CascadingParameter]
    public required DraftEditing Editing { get; set; }

    /// <summary>The field's row.</summary>
    [Parameter, EditorRequired]
    public required JsonObject Row { get; set; }

    /// <summary>The path of the options.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    /// <summary>What the value is called.</summary>
    [Parameter]
    public string ValueLabel { get; set; } = "Value";

    /// <summary>The options were changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private Task AddAsync()
    {
        Row.AddRow("options", CustomFieldForm.NewOption());
        Editing.Typed();
        return Changed.InvokeAsync();
    }

    private Task RemoveAsync(JsonObject option)
    {
        Row.RemoveRow("options", option, keepEmpty: true);
        Editing.Typed();
        return Changed.InvokeAsync();
    }
}
