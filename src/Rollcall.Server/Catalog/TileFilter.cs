using Rollcall.Core.Integrations;

namespace Rollcall.Server.Catalog;

/// <summary>Which tiles are wanted. Within a kind of filter any choice counts, between kinds all do.</summary>
public sealed record TileFilter
{
    /// <summary>Stands in name, summary or category, regardless of case.</summary>
    public string Search { get; init; } = "";

    /// <summary>Categories, as documents write them; empty: all.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>List or property; null: both.</summary>
    public IntegrationType? Type { get; init; }

    /// <summary>Installed in the project or not; null: both.</summary>
    public bool? Installed { get; init; }

    /// <summary>Whether nothing is filtered.</summary>
    public bool IsEmpty => Search.Trim().Length == 0 && Categories.Count == 0 && Type is null && Installed is null;

    /// <summary>Whether a tile is wanted.</summary>
    public bool Takes(Tile tile) =>
        (Search.Trim() is not { Length: > 0 } text || Holds(tile, text))
        && (Categories.Count == 0 || Categories.Contains(tile.Category))
        && (Type is null || Type == tile.Type)
        && (Installed is null || Installed == tile.Installed > 0);

    private static bool Holds(Tile tile, string text) =>
        new[] { tile.Name, tile.Summary, tile.CategoryLabel }.Any(words =>
            words.Contains(text, StringComparison.CurrentCultureIgnoreCase)
        );
}
