using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.SignIn;

/// <summary>A field of a plain page: label above, help and what is wrong below.</summary>
public sealed partial class Field
{
    /// <summary>The label.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The name in the form, such as <c>Form.Email</c>.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The input's type.</summary>
    [Parameter]
    public string Type { get; set; } = "text";

    /// <summary>What stands in it; a password never comes back.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>What browsers may fill in.</summary>
    [Parameter]
    public string Autocomplete { get; set; } = "off";

    /// <summary>Which keys a phone shows.</summary>
    [Parameter]
    public string? InputMode { get; set; }

    /// <summary>A sentence below.</summary>
    [Parameter]
    public string Help { get; set; } = "";

    /// <summary>Whether the page begins here.</summary>
    [Parameter]
    public bool Focus { get; set; }

    /// <summary>Whether it must be filled in.</summary>
    [Parameter]
    public bool Required { get; set; } = true;

    /// <summary>Characters at most.</summary>
    [Parameter]
    public int MaxLength { get; set; } = 254;

    /// <summary>What is wrong, by the field's name in the API.</summary>
    [Parameter]
    public IReadOnlyList<FieldFault> Faults { get; set; } = [];

    private string Id => Name.Replace('.', '-').ToLowerInvariant();

    private string? Fault
    {
        get
        {
            var own = Name[(Name.LastIndexOf('.') + 1)..];
            var messages = Faults
                .Where(fault => fault.Field.Equals(own, StringComparison.OrdinalIgnoreCase))
                .Select(fault => fault.Message)
                .ToList();
            return messages.Count == 0 ? null : string.Join(' ', messages);
        }
    }

    private string? Described =>
        (Help.Length > 0, Fault is not null) switch
        {
            (true, true) => $"{Id}-help {Id}-fault",
            (true, false) => $"{Id}-help",
            (false, true) => $"{Id}-fault",
            _ => null,
        };
}
