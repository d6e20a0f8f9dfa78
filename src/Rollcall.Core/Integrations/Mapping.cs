namespace Rollcall.Core.Integrations;

/// <summary>How a member's user properties become an item's fields.</summary>
/// <param name="DisplayName">The setup form's heading.</param>
/// <param name="Fields">The fields, in the document's order, which is the order of an item's fields everywhere.</param>
public sealed record Mapping(string DisplayName, IReadOnlyList<MappingField> Fields);

/// <summary>A field of an item.</summary>
public sealed record MappingField
{
    /// <summary>The variable that stands for the value, without the dollar sign.</summary>
    public required string Variable { get; init; }

    /// <summary>The heading above it.</summary>
    public required string Label { get; init; }

    /// <summary>The destination's name of the field.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Which user property feeds it: any for <see cref="MappingFieldType.String"/>, else one of <see cref="Options"/>.</summary>
    public MappingFieldType Type { get; init; }

    /// <summary>For the select types: the user properties to choose from.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Whether the field is part of the key.</summary>
    public bool Key { get; init; }

    /// <summary>Whether a member without a value is invalid. Always so for key fields by default.</summary>
    public bool Required { get; init; }

    /// <summary>Filters that change the value before it is compared, in order: the value that is stored, diffed and sent.</summary>
    public IReadOnlyList<FilterCall> Normalize { get; init; } = [];
}

/// <summary>How a mapping field is chosen in the setup form.</summary>
public enum MappingFieldType
{
    /// <summary>Any user property.</summary>
    String,

    /// <summary>One of the field's options, as a list.</summary>
    SingleSelect,

    /// <summary>One of the field's options, as buttons.</summary>
    ButtonGroup,
}

/// <summary>A filter with its arguments: <c>replace:"a","b"</c>.</summary>
/// <param name="Name">The filter's name; known when the document is valid.</param>
/// <param name="Arguments">Unquoted.</param>
public sealed record FilterCall(string Name, IReadOnlyList<string> Arguments);
