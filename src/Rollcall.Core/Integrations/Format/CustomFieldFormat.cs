using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>The keys of a custom field, and of an option of custom and mapping fields.</summary>
internal static class CustomFieldFormat
{
    public static readonly Key<ScalarNode> OptionLabel = new("label", TextKind.Filled, "What people see.")
    {
        IsRequired = true,
        Example = "Europe",
    };

    public static readonly Key<ScalarNode> OptionValue = new(
        "value",
        TextKind.Filled,
        "What is sent; for a mapping field: the user property."
    )
    {
        IsRequired = true,
        Example = "eu",
    };

    public static readonly Shape Option = new(
        "option",
        "A choice of a field of type `single_select` or `button_group`.",
        OptionLabel,
        OptionValue
    );

    public static readonly Key<ScalarNode> Variable = new(
        "variable",
        TextKind.Variable,
        "The variable that stands for the value, without the dollar sign: letters, digits and underscores."
    )
    {
        IsRequired = true,
        Example = "region",
    };

    public static readonly Key<ScalarNode> DisplayName = new("displayName", TextKind.Filled, "What the form calls it.")
    {
        Default = "the variable as words",
        Example = "Region",
    };

    public static readonly ChoiceKind Types = new("string", "secret", "url", "single_select", "button_group");

    public static readonly Key<int> Type = new(
        "type",
        Types,
        "The form control. `secret` is never shown again; `url` is an absolute http(s) address and may stand for a "
            + "whole host in an endpoint's `url`; the select types offer `options`."
    )
    {
        Default = "string; secret for what the authentication method asks for",
        Example = "button_group",
    };

    public static readonly Key<ScalarNode> Default = new(
        "default",
        TextKind.Any,
        "The value when none is given; for the select types one of the options. Secrets have none."
    )
    {
        Example = "eu",
    };

    public static readonly Key<IReadOnlyList<Item<MapReader>>> Options = new(
        "options",
        new ListKind<MapReader>(Option, least: 1),
        "For the select types: what can be chosen."
    )
    {
        Example = "[{label: Europe, value: eu}, {label: USA, value: us}]",
    };

    public static readonly Key<bool> Required = new("required", FlagKind.Instance, "Whether a value must be given.")
    {
        Default = "true (`$api_secret`: false)",
        Example = "false",
    };

    public static readonly Key<int> Scope = new(
        "scope",
        new ChoiceKind("destination", "sync"),
        "Where it is asked for: `destination` in the setup modal, once; `sync` in the sync dialog, for each sync."
    )
    {
        Default = "destination",
        Example = "sync",
    };

    public static readonly Key<bool> Secret = new(
        "secret",
        FlagKind.Instance,
        "Whether the value is masked everywhere."
    )
    {
        Default = "true for type `secret` and for a field used in authentication, a header or a query; else false",
        Example = "false",
    };

    public static readonly Shape Shape = new(
        "customField",
        "A value that the customer gives; `$variable` stands for it.",
        Variable,
        DisplayName,
        Type,
        Default,
        Options,
        Required,
        Scope,
        Secret
    )
    {
        Title = "a custom field",
    };
}
