using Microsoft.AspNetCore.Components;
using Rollcall.Server.Access;
using Rollcall.Server.Catalog;
using Rollcall.Server.Destinations;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>A project's destinations.</summary>
public sealed partial class DestinationsPage
{
    private const int Few = 6;

    private static readonly TableSort<DestinationRow> Order = new(
        new Dictionary<string, Func<DestinationRow, object?>>
        {
            ["name"] = row => row.Name,
            ["integration"] = row => row.Integration,
            ["syncs"] = row => row.Syncs,
            ["result"] = row => row.LastResult?.ToString(),
            ["account"] = row => row.State.ToString(),
        }
    );

    private IReadOnlyList<DestinationRow> _rows = [];
    private IReadOnlyList<Tile> _offers = [];

    /// <summary>How they are sorted.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>The destinations.</summary>
    [Inject]
    public required Server.Destinations.Destinations Installs { get; set; }

    /// <summary>The catalog, for an empty project.</summary>
    [Inject]
    public required CatalogReader Catalog { get; set; }

    private bool MayEdit => Asker.May(Permission.Edit);

    private string Add => $"/projects/{ProjectId}/destinations/add";

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _rows = await Installs.ListAsync(Asker, Gone);
        _offers =
            _rows.Count > 0
                ? []
                :
                [
                    .. (await Catalog.TilesAsync(Asker, Gone))
                        .Where(tile => tile.Badge != TileBadge.InReview)
                        .Take(Few),
                ];
    }
}
