namespace Rollcall.Server.Destinations;

/// <summary>What is filled into the setup form.</summary>
public sealed record DestinationForm
{
    /// <summary>Characters of a name at most.</summary>
    public const int LongestName = 120;

    /// <summary>Characters of a value at most.</summary>
    public const int LongestValue = 16_384;

    /// <summary>The destination's name in the project.</summary>
    public string Name { get; init; } = "";

    /// <summary>Values of custom fields by variable. A secret that is left out, or empty, stays as it is.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What feeds each mapping field, by variable: a user property, or one of the field's options.</summary>
    public IReadOnlyDictionary<string, string> Mapping { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether changed credentials, hosts or account fields still mean the same account; null: not said.</summary>
    public bool? SameAccount { get; init; }

    /// <summary>Whether the consequences of a changed mapping or account were shown and are wanted.</summary>
    public bool ConfirmChanges { get; init; }

    /// <summary>What <see cref="Storage.Database.IVersioned.Version"/> was when the form was opened; null: whatever it is now.</summary>
    public int? Version { get; init; }
}
