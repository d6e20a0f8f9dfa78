namespace Rollcall.Server.Integrations.Form;

/// <summary>What is filled into a setup form.</summary>
public sealed class SetupValues
{
    /// <summary>The destination's name in the project.</summary>
    public string Name { get; set; } = "";

    /// <summary>What was typed or chosen, by variable. A field that nobody touched is not in it: its default applies.</summary>
    public Dictionary<string, string> Fields { get; } = [];

    /// <summary>The user property that feeds each mapping field, by the field's variable.</summary>
    public Dictionary<string, string> Properties { get; } = [];

    /// <summary>A field's value: as given, else its default.</summary>
    public string Of(SetupField field) => Fields.GetValueOrDefault(field.Variable) ?? field.Default;
}
