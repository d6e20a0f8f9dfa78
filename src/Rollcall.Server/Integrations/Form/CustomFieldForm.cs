using System.Text.Json.Nodes;
using Rollcall.Core.Integrations;

namespace Rollcall.Server.Integrations.Form;

/// <summary>Reads and writes a row of Custom Fields, and the options of select fields.</summary>
public static class CustomFieldForm
{
    /// <summary>The types of custom fields: as documents write them, and as people see them.</summary>
    public static IReadOnlyList<(string Id, string Label)> Types { get; } =
    [
        ("string", "String"),
        ("secret", "Secret"),
        ("url", "URL"),
        ("single_select", "Single Select"),
        ("button_group", "Button Group"),
    ];

    /// <summary>The types of mapping fields.</summary>
    public static IReadOnlyList<(string Id, string Label)> MappingTypes { get; } =
    [.. Types.Where(type => type.Id is not ("secret" or "url"))];

    /// <summary>A row's type.</summary>
    public static CustomFieldType TypeOf(JsonObject row) =>
        row.Text("type") switch
        {
            "secret" => CustomFieldType.Secret,
            "url" => CustomFieldType.Url,
            "single_select" => CustomFieldType.SingleSelect,
            "button_group" => CustomFieldType.ButtonGroup,
            "" when IsOfAuthentication(row.Text("variable")) => CustomFieldType.Secret,
            _ => CustomFieldType.String,
        };

    /// <summary>A row's type as documents write it.</summary>
    public static string TypeId(JsonObject row) =>
        row.Text("type") is { Length: > 0 } type ? type
        : TypeOf(row) == CustomFieldType.Secret ? "secret"
        : "string";

    /// <summary>Whether a type offers options.</summary>
    public static bool HasOptions(string type) => type is "single_select" or "button_group";

    /// <summary>Changes a row's type. A select field begins with an empty option; what another type cannot have goes.</summary>
    public static void SetType(JsonObject row, string type)
    {
        row.SetText("type", type);
        if (HasOptions(type))
        {
            if (row.Rows("options").Count == 0)
            {
                row.AddRow("options", NewOption());
            }
            return;
        }
        row.Remove("options");
        if (type == "secret")
        {
            row.Remove("default");
        }
    }

    /// <summary>A new custom field.</summary>
    public static JsonObject New() =>
        new()
        {
            ["variable"] = "",
            ["displayName"] = "",
            ["type"] = "string",
        };

    /// <summary>A new option.</summary>
    public static JsonObject NewOption() => new() { ["label"] = "", ["value"] = "" };

    /// <summary>A name for a variable that could stand where this one cannot; null where it can.</summary>
    public static string? Underscored(string variable)
    {
        var likely = string.Concat(
            variable.Trim().TrimStart('$').Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_')
        );
        return likely == variable || likely.Length == 0 || char.IsAsciiDigit(likely[0]) ? null : likely;
    }

    private static bool IsOfAuthentication(string variable) => variable is "api_key" or "api_secret" or "bearer_token";
}
