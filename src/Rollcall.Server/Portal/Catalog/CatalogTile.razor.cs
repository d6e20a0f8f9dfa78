using Microsoft.AspNetCore.Components;
using Rollcall.Server.Catalog;

namespace Rollcall.Server.Portal.Catalog;

/// <summary>A tile of the catalog: a link to its page.</summary>
public sealed partial class CatalogTile
{
    /// <summary>The tile.</summary>
    [Parameter, EditorRequired]
    public required Tile Tile { get; set; }

    /// <summary>The organization that looks.</summary>
    [Parameter, EditorRequired]
    public required string OrganizationId { get; set; }

    /// <summary>Where it leads.</summary>
    [Parameter, EditorRequired]
    public required string Href { get; set; }
}
