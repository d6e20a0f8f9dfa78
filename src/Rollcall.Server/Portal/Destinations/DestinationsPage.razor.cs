using Microsoft.AspNetCore.Components;
using Rollcall.Server.Access;
using Rollcall.Server.Catalog;
using Rollcall.Server.Destinations;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>A project's destinations.</summary>
public sealed partial class DestinationsPage
{
    private const int Few = 6;

    private IReadOnlyList<DestinationRow> _rows = [];
    private IReadOnlyList<Tile> _offers = [];

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
