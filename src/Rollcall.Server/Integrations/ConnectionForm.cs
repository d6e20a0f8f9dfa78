using Rollcall.Server.Organizations;

namespace Rollcall.Server.Integrations;

/// <summary>What is typed into the connection information form.</summary>
public sealed record ConnectionForm
{
    /// <summary>Characters of a display name at most.</summary>
    public const int LongestName = 80;

    /// <summary>Characters of a summary at most.</summary>
    public const int LongestSummary = 140;

    /// <summary>Characters of a full description at most.</summary>
    public const int LongestDescription = 20_000;

    /// <summary>The display name.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>One of <see cref="Categories"/>, by ID.</summary>
    public string Category { get; init; } = "";

    /// <summary>One sentence for the tile.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The full description, limited Markdown.</summary>
    public string FullDescription { get; init; } = "";

    /// <summary>The ID of an uploaded logo; null for none.</summary>
    public string? LogoId { get; init; }

    /// <summary>Without white space around it.</summary>
    public ConnectionForm Trimmed() => this with { DisplayName = DisplayName.Trim(), Summary = Summary.Trim() };

    /// <summary>What is wrong with it by itself; whether the name is free is asked of the database.</summary>
    public IEnumerable<FieldFault> Faults()
    {
        if (Text("displayName", "Display Name", DisplayName, LongestName) is { } name)
        {
            yield return name;
        }
        else if (Names.UnseenFault(DisplayName) is { } unseen)
        {
            yield return new FieldFault("displayName", unseen);
        }
        if (Category.Length == 0)
        {
            yield return new FieldFault("category", "Choose a category.");
        }
        else if (Category.Length > LongestName)
        {
            yield return new FieldFault("category", $"Category has {LongestName} characters at most.");
        }
        if (Text("summary", "Summary", Summary, LongestSummary) is { } summary)
        {
            yield return summary;
        }
        if (Text("fullDescription", "Full Description", FullDescription, LongestDescription) is { } description)
        {
            yield return description;
        }
    }

    private static FieldFault? Text(string field, string label, string text, int longest) =>
        string.IsNullOrWhiteSpace(text) ? new FieldFault(field, $"{label} is empty. Fill it in.")
        : text.Length > longest
            ? new FieldFault(field, $"{label} has {text.Length:N0} characters; {longest:N0} is the most.")
        : null;
}
