namespace Rollcall.Core.Integrations;

/// <summary>A value that the customer gives when installing the destination, or per sync.</summary>
public sealed record CustomField
{
    /// <summary>The variable that stands for it, without the dollar sign.</summary>
    public required string Variable { get; init; }

    /// <summary>What the form calls it.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The form control.</summary>
    public required CustomFieldType Type { get; init; }

    /// <summary>The value when none is given; never set for a secret.</summary>
    public string? Default { get; init; }

    /// <summary>For the select types: what can be chosen.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Whether a value must be given.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Where it is asked for.</summary>
    public FieldScope Scope { get; init; }

    /// <summary>Masked everywhere: of type secret, or used in authentication, a header, a signature or the query, unless the document says <c>secret: false</c>.</summary>
    public bool IsSecret { get; init; }
}

/// <summary>The form controls of custom fields.</summary>
public enum CustomFieldType
{
    /// <summary>One line of text.</summary>
    String,

    /// <summary>One line, never shown again.</summary>
    Secret,

    /// <summary>An absolute http(s) address; may stand for a whole host in a URL.</summary>
    Url,

    /// <summary>One of <see cref="CustomField.Options"/>, as a list.</summary>
    SingleSelect,

    /// <summary>One of <see cref="CustomField.Options"/>, as buttons.</summary>
    ButtonGroup,
}

/// <summary>Where a custom field is asked for.</summary>
public enum FieldScope
{
    /// <summary>In the setup modal: once for the destination.</summary>
    Destination,

    /// <summary>In the sync dialog: for each sync.</summary>
    Sync,
}

/// <summary>A choice of a select field.</summary>
/// <param name="Label">What people see.</param>
/// <param name="Value">What is sent.</param>
public sealed record FieldOption(string Label, string Value);
