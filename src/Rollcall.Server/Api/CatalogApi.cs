using Microsoft.AspNetCore.Http.HttpResults;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Server.Catalog;

namespace Rollcall.Server.Api;

/// <summary>The catalog: <c>…/catalog</c> of a project, and logos of an organization's view of it.</summary>
internal static class CatalogApi
{
    /// <summary>Maps the routes of an organization.</summary>
    public static void MapCatalogLogos(this RouteGroupBuilder organization) =>
        organization
            .MapGet("/catalog/versions/{versionId}/logo", LogoAsync)
            .WithTags("Catalog")
            .WithSummary("A version's logo, a PNG");

    /// <summary>Maps the routes of a project.</summary>
    public static void MapCatalog(this RouteGroupBuilder project)
    {
        var catalog = project.MapGroup("/catalog").WithTags("Catalog");
        catalog.MapGet("", ListAsync).WithSummary("The destinations that can be installed");
        catalog.MapGet("/{integrationId}", OpenAsync).WithSummary("A destination of the catalog");
        catalog.MapPost("/requests", RequestAsync).WithSummary("Ask the operator for a destination");
    }

    private static async Task<PageOf<Tile>> ListAsync(
        HttpContext http,
        CatalogReader catalog,
        [AsParameters] PageRequest page,
        string? search = null,
        string? category = null
    )
    {
        var tiles = await catalog.TilesAsync(http.Asker(), http.RequestAborted).ConfigureAwait(false);
        var filter = new TileFilter { Search = search ?? "", Categories = category is null ? [] : [category] };
        return page.Of([.. tiles.Where(filter.Takes)]);
    }

    private static async Task<TileResponse> OpenAsync(HttpContext http, string integrationId, CatalogReader catalog) =>
        TileResponse.Of(
            await catalog.OpenAsync(http.Asker(), integrationId, http.RequestAborted).ConfigureAwait(false)
        );

    private static async Task<Accepted> RequestAsync(
        HttpContext http,
        DestinationRequest request,
        DestinationRequests requests
    )
    {
        await requests
            .AskAsync(http.Asker(), request.Name ?? "", request.Address ?? "", request.Why ?? "", http.RequestAborted)
            .ConfigureAwait(false);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> LogoAsync(
        HttpContext http,
        string versionId,
        CatalogReader catalog
    )
    {
        var logo = await catalog.LogoAsync(http.Asker(), versionId, http.RequestAborted).ConfigureAwait(false);
        return logo is null ? TypedResults.NotFound() : LogoFile.Of(http, logo);
    }
}

/// <summary>Asks for a destination that the catalog does not have.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Why">What for.</param>
public sealed record DestinationRequest(string? Name, string? Address, string? Why);

/// <summary>A destination of the catalog.</summary>
public sealed record TileResponse
{
    /// <summary>The tile.</summary>
    public required Tile Tile { get; init; }

    /// <summary>The full description, limited Markdown.</summary>
    public required string Description { get; init; }

    /// <summary>Who offers it; null: it came with the installation.</summary>
    public string? Partner { get; init; }

    /// <summary>The version that can be installed.</summary>
    public required int VersionNumber { get; init; }

    /// <summary>What it asks for.</summary>
    public required IReadOnlyList<FieldResponse> Settings { get; init; }

    /// <summary>The mapping fields.</summary>
    public required IReadOnlyList<MappingResponse> Mapping { get; init; }

    /// <summary>The hosts that get data.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    internal static TileResponse Of(TilePage page) =>
        new()
        {
            Tile = page.Tile,
            Description = page.Version.Description,
            Partner = page.Partner,
            VersionNumber = page.Version.Number,
            Settings = [.. page.Integration.Settings.Select(FieldResponse.Of)],
            Mapping = [.. page.Integration.Mapping.Fields.Select(MappingResponse.Of)],
            Hosts = [.. RequestHosts.Describe(page.Integration).Select(host => host.Origin)],
        };
}

/// <summary>A field that the setup form asks for.</summary>
/// <param name="Variable">Its name in <c>settings</c>.</param>
/// <param name="DisplayName">What people see.</param>
/// <param name="Type">The control.</param>
/// <param name="Required">Whether it must have a value.</param>
/// <param name="Secret">Whether its value is never shown again.</param>
/// <param name="Default">The value where none is given.</param>
/// <param name="Options">What can be chosen.</param>
/// <param name="Scope">Whether it is asked for the destination or for each sync.</param>
public sealed record FieldResponse(
    string Variable,
    string DisplayName,
    CustomFieldType Type,
    bool Required,
    bool Secret,
    string? Default,
    IReadOnlyList<FieldOption> Options,
    FieldScope Scope
)
{
    internal static FieldResponse Of(CustomField field) =>
        new(
            field.Variable,
            field.DisplayName,
            field.Type,
            field.Required,
            field.IsSecret,
            field.Default,
            field.Options,
            field.Scope
        );
}

/// <summary>A mapping field that the setup form asks for.</summary>
/// <param name="Variable">Its name in <c>mapping</c>.</param>
/// <param name="DisplayName">The field's name at the destination.</param>
/// <param name="Required">Whether a property must feed it.</param>
/// <param name="Key">Whether it identifies the user.</param>
/// <param name="Options">What can be chosen; empty: any user property.</param>
public sealed record MappingResponse(
    string Variable,
    string DisplayName,
    bool Required,
    bool Key,
    IReadOnlyList<FieldOption> Options
)
{
    internal static MappingResponse Of(MappingField field) =>
        new(field.Variable, field.DisplayName, field.Required || field.Key, field.Key, field.Options);
}
