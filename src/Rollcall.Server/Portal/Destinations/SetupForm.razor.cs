using Microsoft.AspNetCore.Components;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>
/// The form in which a customer connects a destination: its name, every custom field, every mapping. The same component
/// stands in the setup modal, where the values are saved, and in the developer portal's test panel, where they are for
/// tests only. It keeps what is typed in <see cref="Values"/> and says so through <see cref="Changed"/>; whoever shows
/// it decides about frame, heading and buttons.
/// </summary>
public sealed partial class SetupForm
{
    /// <summary>What is asked for.</summary>
    [Parameter, EditorRequired]
    public required SetupFields Fields { get; set; }

    /// <summary>What is filled in; the form writes into it.</summary>
    [Parameter, EditorRequired]
    public required SetupValues Values { get; set; }

    /// <summary>The user properties that mapping fields may choose from. With none, a name is typed.</summary>
    [Parameter]
    public IReadOnlyList<UserProperty> Properties { get; set; } = [];

    /// <summary>What is wrong, by variable, or <c>name</c> for the name.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string> Faults { get; set; } = new Dictionary<string, string>();

    /// <summary>Secrets that are stored already, by variable: "Set on DATE by NAME". They can be replaced, not seen.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string> StoredSecrets { get; set; } = new Dictionary<string, string>();

    /// <summary>Whether fields that the sync dialog asks for stand here, too.</summary>
    [Parameter]
    public bool WithFieldsOfSync { get; set; }

    /// <summary>Whether nothing can be changed.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>Something was typed or chosen.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private readonly string _id = $"setup-{Guid.NewGuid():N}";
    private int _most = MoreRows.First;

    private List<SetupField> Asked => [.. Fields.Fields.Where(asked => WithFieldsOfSync || !asked.IsOfSync)];

    private string IdOf(string variable) => $"{_id}-{variable}";

    private string? FaultOf(string variable) => Faults.GetValueOrDefault(variable);

    private Task SetAsync(SetupField field, string? value)
    {
        Values.Fields[field.Variable] = value ?? "";
        return Changed.InvokeAsync();
    }

    private Task SetNameAsync(string? value)
    {
        Values.Name = value ?? "";
        return Changed.InvokeAsync();
    }

    private Task SetPropertyAsync(string variable, string? property)
    {
        if (string.IsNullOrEmpty(property))
        {
            Values.Properties.Remove(variable);
        }
        else
        {
            Values.Properties[variable] = property;
        }
        return Changed.InvokeAsync();
    }
}
