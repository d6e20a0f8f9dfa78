using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>Headers or query parameters, a line each.</summary>
public sealed partial class NamedRowsEditor
{
    private int _most = MoreRows.First;
    private NamedRows _rows = null!;
    private (DraftForm? Form, JsonObject? Owner) _of;

    /// <summary>The draft that is edited.</summary>
    [CascadingParameter]
    public required DraftEditing Editing { get; set; }

    /// <summary>The mapping that holds them.</summary>
    [Parameter, EditorRequired]
    public required JsonObject Owner { get; set; }

    /// <summary>The key in it.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    /// <summary>Their path.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    /// <summary>The label of the name.</summary>
    [Parameter, EditorRequired]
    public required string NameLabel { get; set; }

    /// <summary>The label of the value.</summary>
    [Parameter, EditorRequired]
    public required string ValueLabel { get; set; }

    /// <summary>The label of the button that adds one.</summary>
    [Parameter, EditorRequired]
    public required string AddLabel { get; set; }

    /// <summary>A sentence below; null for nothing.</summary>
    [Parameter]
    public string? Note { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_of != (Editing.Form, Owner))
        {
            _of = (Editing.Form, Owner);
            _rows = new NamedRows(Editing.Form, Owner, Key);
        }
    }

    private void Add()
    {
        _rows.Add();
        Editing.Typed();
    }

    private void Remove(NamedRow row)
    {
        _rows.Remove(row);
        Editing.Typed();
    }
}
