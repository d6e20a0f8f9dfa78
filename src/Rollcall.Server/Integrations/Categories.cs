namespace Rollcall.Server.Integrations;

/// <summary>The catalog's categories: as documents write them, and as people see them.</summary>
public static class Categories
{
    /// <summary>All of them, in the order of the form.</summary>
    public static IReadOnlyList<Category> All { get; } =
    [
        new("messaging", "Messaging"),
        new("attribution", "Attribution"),
        new("ad_networks", "Ad networks"),
        new("analytics", "Analytics"),
        new("crm", "CRM"),
        new("experimentation", "Experimentation"),
        new("feature_flagging", "Feature flagging"),
        new("pipeline", "Pipeline"),
        new("storage", "Storage"),
        new("other", "Other"),
    ];

    /// <summary>What people see for a category; one that is not in the list as it is.</summary>
    public static string Label(string id) => All.FirstOrDefault(category => category.Id == id)?.Label ?? id;
}

/// <summary>A category of the catalog.</summary>
/// <param name="Id">As documents write it.</param>
/// <param name="Label">As people see it.</param>
public sealed record Category(string Id, string Label);
