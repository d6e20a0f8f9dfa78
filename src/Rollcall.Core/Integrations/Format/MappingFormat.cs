using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>The keys of <c>mapping</c> and of a mapping field.</summary>
internal static class MappingFormat
{
    public static readonly Key<ScalarNode> Variable = new(
        "variable",
        TextKind.Variable,
        "The variable that stands for the field's value, without the dollar sign."
    )
    {
        IsRequired = true,
        Example = "user_id_field_amplitude",
    };

    public static readonly Key<ScalarNode> Label = new("label", TextKind.Filled, "The heading above the field.")
    {
        Default = "the mapping's `displayName`",
        Example = "User ID mapping",
    };

    public static readonly Key<ScalarNode> FieldDisplayName = new(
        "displayName",
        TextKind.Filled,
        "What the destination calls the field."
    )
    {
        Default = "the variable as words",
        Example = "User ID",
    };

    public static readonly ChoiceKind Types = new("string", "single_select", "button_group");

    public static readonly Key<int> Type = new(
        "type",
        Types,
        "Which user property feeds it: with `string` any, with the select types one of `options`."
    )
    {
        Default = "string",
        Example = "single_select",
    };

    public static readonly Key<IReadOnlyList<Item<MapReader>>> Options = new(
        "options",
        new ListKind<MapReader>(CustomFieldFormat.Option, least: 1),
        "For the select types: the user properties to choose from."
    )
    {
        Example = "[{label: E-mail, value: email}, {label: User ID, value: user_id}]",
    };

    public static readonly Key<bool> IsKey = new(
        "key",
        FlagKind.Instance,
        "Whether the field is part of the key, which says when two members are one item."
    )
    {
        Default = "true for the first field where none says so",
        Example = "true",
    };

    public static readonly Key<bool> Required = new(
        "required",
        FlagKind.Instance,
        "Whether a member without a value is invalid and skipped."
    )
    {
        Default = "true for key fields, else false",
        Example = "true",
    };

    public static readonly Key<IReadOnlyList<Item<ScalarNode>>> Normalize = new(
        "normalize",
        new ListKind<ScalarNode>(new TextKind("a filter such as trim or lower")),
        "Filters that change the value before it is compared, stored and sent. A filter with arguments is written in "
            + "quotes: `'e164:\"49\"'`."
    )
    {
        Example = "[trim, lower]",
    };

    public static readonly Shape Field = new(
        "mappingField",
        "A field of an item; `$variable` stands for its value.",
        Variable,
        Label,
        FieldDisplayName,
        Type,
        Options,
        IsKey,
        Required,
        Normalize
    )
    {
        Title = "a mapping field",
    };

    public static readonly Key<ScalarNode> DisplayName = new(
        "displayName",
        TextKind.Filled,
        "The setup form's heading."
    )
    {
        Default = "User ID mapping",
        Example = "User ID mapping",
    };

    public static readonly Key<IReadOnlyList<Item<MapReader>>> Fields = new(
        "fields",
        new ListKind<MapReader>(Field, least: 1),
        "The fields."
    )
    {
        IsRequired = true,
        Example = "[{variable: user_id_field_amplitude, displayName: User ID}]",
    };

    public static readonly Shape Shape = new(
        "mapping",
        "How a member's user properties become an item's fields.",
        DisplayName,
        Fields
    );
}
