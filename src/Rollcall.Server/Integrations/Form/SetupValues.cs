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

/// <summary>A user property that can feed a mapping field.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in words, such as "text".</param>
/// <param name="Samples">Three values at most.</param>
/// <param name="FilledPercent">For how many users it has a value; null where that is not known.</param>
/// <param name="IsBuiltIn">Whether Rollcall gives it.</param>
public sealed record UserProperty(
    string Name,
    string Type,
    IReadOnlyList<string> Samples,
    int? FilledPercent = null,
    bool IsBuiltIn = false
);
