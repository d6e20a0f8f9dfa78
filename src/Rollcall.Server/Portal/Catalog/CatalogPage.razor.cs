using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Core.Integrations;
using Rollcall.Server.Catalog;
using Rollcall.Server.Integrations;

namespace Rollcall.Server.Portal.Catalog;

/// <summary>The catalog: what can be installed in a project. Search and filters stand in the address.</summary>
public sealed partial class CatalogPage
{
    private IReadOnlyList<Tile> _tiles = [];
    private string _typed = "";

    /// <summary>What is searched for.</summary>
    [SupplyParameterFromQuery(Name = "search")]
    public string? Search { get; set; }

    /// <summary>Categories, several with commas.</summary>
    [SupplyParameterFromQuery(Name = "category")]
    public string? Category { get; set; }

    /// <summary><c>list</c> or <c>property</c>.</summary>
    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    [SupplyParameterFromQuery(Name = "installed")]
    public string? InstalledHere { get; set; }

    /// <summary>The catalog.</summary>
    [Inject]
    public required CatalogReader Catalog { get; set; }

    /// <summary>Where the browser is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>Shows dialogs.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    private TileFilter Filter =>
        new()
        {
            Search = Search ?? "",
            Categories = Category?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [],
            Type = Enum.TryParse<IntegrationType>(Kind, ignoreCase: true, out var type) ? type : null,
            Installed = InstalledHere switch
            {
                "yes" => true,
                "no" => false,
                _ => null,
            },
        };

    private List<Tile> Found => [.. _tiles.Where(Filter.Takes)];

    private IEnumerable<Chip> Chips
    {
        get
        {
            var filter = Filter;
            foreach (var category in filter.Categories)
            {
                yield return new Chip(Categories.Label(category), Without(filter, category));
            }
            if (filter.Type is { } type)
            {
                yield return new Chip(KindWord(type), filter with { Type = null });
            }
            if (filter.Installed is { } installed)
            {
                yield return new Chip(installed ? "Installed" : "Not installed", filter with { Installed = null });
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _tiles = await Catalog.TilesAsync(Asker, Gone);
        _typed = Search ?? "";
    }

    private static TileFilter Without(TileFilter filter, string category) =>
        filter with
        {
            Categories = [.. filter.Categories.Where(other => other != category)],
        };

    private static string KindWord(IntegrationType type) =>
        type == IntegrationType.List ? "List-based" : "Property-based";

    private void SearchedAsync(ChangeEventArgs change)
    {
        _typed = change.Value as string ?? "";
        Go(Filter with { Search = _typed });
    }

    private void Toggle(string category)
    {
        var filter = Filter;
        Go(
            filter.Categories.Contains(category)
                ? Without(filter, category)
                : filter with
                {
                    Categories = [.. filter.Categories, category],
                }
        );
    }

    // Replaced, not added: Back leads to where one came from, not through every letter that was typed.
    private void Go(TileFilter filter) =>
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(
                new Dictionary<string, object?>
                {
                    ["search"] = filter.Search.Length > 0 ? filter.Search : null,
                    ["category"] = filter.Categories.Count > 0 ? string.Join(',', filter.Categories) : null,
                    ["kind"] = filter.Type is { } type ? (type == IntegrationType.List ? "list" : "property") : null,
                    ["installed"] = filter.Installed is { } installed ? (installed ? "yes" : "no") : null,
                }
            ),
            replace: true
        );

    private Task RequestAsync() => RequestDialog.AskAsync(Dialogs, Asker, Search ?? "");

    private sealed record Chip(string Label, TileFilter Without);
}
