using Microsoft.AspNetCore.Components;
using Rollcall.Core.Integrations;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>One custom field, as whoever fills it in sees it: a customer, the partner who tests, or who submits a test account.</summary>
public sealed partial class SetupFieldInput
{
    private bool _shows;
    private bool _replaces;

    /// <summary>The ID of its control.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>The field.</summary>
    [Parameter, EditorRequired]
    public required SetupField Field { get; set; }

    /// <summary>What is typed or chosen, or its default.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>Something was typed or chosen.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> Changed { get; set; }

    /// <summary>What is wrong with it; null for nothing.</summary>
    [Parameter]
    public string? Fault { get; set; }

    /// <summary>For a secret that is stored already: "Set on DATE by NAME". It can be replaced, not seen. Null: nothing is stored.</summary>
    [Parameter]
    public string? Stored { get; set; }

    /// <summary>Whether nothing can be changed.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    private bool IsGroup => Field.Type == CustomFieldType.ButtonGroup;

    private string InputType =>
        Field.IsSecret && !_shows ? "password"
        : Field.Type == CustomFieldType.Url ? "url"
        : "text";
}
