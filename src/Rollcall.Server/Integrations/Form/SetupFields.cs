using System.Text.Json.Nodes;
using Rollcall.Core.Integrations;

namespace Rollcall.Server.Integrations.Form;

/// <summary>What the setup form "Connect to NAME" asks for: made from a valid integration, or from a draft as it is typed.</summary>
/// <param name="Name">The destination's name.</param>
/// <param name="Fields">The custom fields, those of the authentication method among them, in the form's order.</param>
/// <param name="Mappings">The mapping fields.</param>
public sealed record SetupFields(string Name, IReadOnlyList<SetupField> Fields, IReadOnlyList<SetupMapping> Mappings)
{
    /// <summary>What a valid integration asks for.</summary>
    public static SetupFields Of(Integration integration) =>
        new(integration.Name, [.. integration.Settings.Select(Field)], [.. integration.Mapping.Fields.Select(Mapping)]);

    /// <summary>What a draft asks for, as far as it is typed.</summary>
    /// <param name="root">The draft's document.</param>
    /// <param name="name">The destination's name.</param>
    internal static SetupFields Of(JsonObject root, string name)
    {
        var own = root.Rows("customFields").Select(Field).Where(field => field.Variable.Length > 0).ToList();
        var asked = AuthenticationForm
            .VariablesOf(root.Map("authentication"))
            .Where(slot => own.TrueForAll(field => field.Variable != slot.Variable))
            .Select(slot => new SetupField
            {
                Variable = slot.Variable,
                DisplayName = slot.DisplayName,
                Type = CustomFieldType.Secret,
                IsRequired = slot.IsRequired,
                IsSecret = true,
            });
        var mapping = root.Map("mapping") ?? [];
        var heading = mapping.Text("displayName") is { Length: > 0 } given ? given : "User ID mapping";
        var fields = mapping.Rows("fields").Select(row => Mapping(row, heading));
        return new SetupFields(
            name,
            [.. asked.Concat(own).DistinctBy(field => field.Variable)],
            [.. fields.Where(field => field.Variable.Length > 0).DistinctBy(field => field.Variable)]
        );
    }

    private static SetupField Field(CustomField field) =>
        new()
        {
            Variable = field.Variable,
            DisplayName = field.DisplayName,
            Type = field.Type,
            Default = field.Default ?? "",
            Options = field.Options,
            IsRequired = field.Required,
            IsSecret = field.IsSecret,
            IsOfSync = field.Scope == FieldScope.Sync,
        };

    private static SetupField Field(JsonObject row)
    {
        var type = CustomFieldForm.TypeOf(row);
        return new SetupField
        {
            Variable = row.Text("variable"),
            DisplayName = Words(row),
            Type = type,
            Default = row.Text("default"),
            Options = Options(row),
            IsRequired = row.Flag("required", otherwise: row.Text("variable") != "api_secret"),
            IsSecret = type == CustomFieldType.Secret || row.Flag("secret"),
            IsOfSync = row.Text("scope") == "sync",
        };
    }

    private static SetupMapping Mapping(MappingField field) =>
        new(field.Variable, field.Label, field.DisplayName, field.Type, field.Options, field.Required);

    private static SetupMapping Mapping(JsonObject row, string heading) =>
        new(
            row.Text("variable"),
            row.Text("label") is { Length: > 0 } label ? label : heading,
            Words(row),
            row.Text("type") switch
            {
                "single_select" => MappingFieldType.SingleSelect,
                "button_group" => MappingFieldType.ButtonGroup,
                _ => MappingFieldType.String,
            },
            Options(row),
            row.Flag("required", otherwise: true)
        );

    private static string Words(JsonObject row) =>
        row.Text("displayName") is { Length: > 0 } given ? given : row.Text("variable").Replace('_', ' ');

    private static List<FieldOption> Options(JsonObject row) =>
        [
            .. row.Rows("options")
                .Select(option => new FieldOption(option.Text("label"), option.Text("value")))
                .Where(option => option.Value.Length > 0),
        ];
}

/// <summary>A custom field in the setup form.</summary>
public sealed record SetupField
{
    /// <summary>The variable, without the dollar sign.</summary>
    public required string Variable { get; init; }

    /// <summary>The label.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The control.</summary>
    public required CustomFieldType Type { get; init; }

    /// <summary>The value when none is given; "" for none.</summary>
    public string Default { get; init; } = "";

    /// <summary>For the select types: what can be chosen.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Whether a value must be given.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>Whether it is typed hidden and never shown again.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether it is asked in the sync dialog, not in the setup modal.</summary>
    public bool IsOfSync { get; init; }
}

/// <summary>A mapping field in the setup form.</summary>
/// <param name="Variable">The variable, without the dollar sign.</param>
/// <param name="Heading">The heading above it.</param>
/// <param name="DisplayName">The field's name at the destination.</param>
/// <param name="Type">How the user property is chosen.</param>
/// <param name="Options">For the select types: the user properties to choose from.</param>
/// <param name="IsRequired">Whether a property must be chosen.</param>
public sealed record SetupMapping(
    string Variable,
    string Heading,
    string DisplayName,
    MappingFieldType Type,
    IReadOnlyList<FieldOption> Options,
    bool IsRequired
);
