using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>Chooses the user property that feeds a mapping field: a chip that opens a searchable list.</summary>
public sealed partial class PropertyChip
{
    private bool _open;
    private bool _focus;
    private string _text = "";
    private ElementReference _search;
    private ElementReference _chip;

    /// <summary>The mapping field.</summary>
    [Parameter, EditorRequired]
    public required SetupMapping Mapping { get; set; }

    /// <summary>The properties to choose from; with none, a name is typed.</summary>
    [Parameter]
    public IReadOnlyList<UserProperty> Properties { get; set; } = [];

    /// <summary>The property chosen; null for none.</summary>
    [Parameter]
    public string? Chosen { get; set; }

    /// <summary>Whether nothing can be changed.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>A property was chosen.</summary>
    [Parameter]
    public EventCallback<string?> Choose { get; set; }

    private string Label => $"User property for {Mapping.DisplayName}";

    private IEnumerable<UserProperty> Found =>
        Properties.Where(property => property.Name.Contains(_text.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus)
        {
            _focus = false;
            await (_open ? _search : _chip).FocusAsync();
        }
    }

    private static string Facts(UserProperty property)
    {
        var samples = string.Join(", ", property.Samples.Take(3));
        var filled = string.Create(CultureInfo.InvariantCulture, $"filled for {property.Filled * 100:0} % of users");
        return string.Join(" · ", new[] { property.Type, samples, filled }.Where(fact => fact.Length > 0));
    }

    private void Toggle() => (_open, _focus, _text) = (!_open, true, "");

    private async Task ChooseAsync(string name)
    {
        (_open, _focus) = (false, true);
        await Choose.InvokeAsync(name);
    }

    private void KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape" && _open)
        {
            (_open, _focus) = (false, true);
        }
    }
}
