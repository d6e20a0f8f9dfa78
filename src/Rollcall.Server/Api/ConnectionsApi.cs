using Microsoft.AspNetCore.Http.HttpResults;
using Rollcall.Server.Integrations;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Api;

/// <summary>Connection information and logos.</summary>
internal static class ConnectionsApi
{
    /// <summary>Maps the routes of an organization.</summary>
    public static void MapConnections(this RouteGroupBuilder organization)
    {
        var connections = organization.MapGroup("/connections").WithTags("Connections");
        connections.MapGet("", ListAsync);
        connections.MapPost("", CreateAsync);
        connections.MapGet("/{connectionId}", GetAsync);
        connections.MapPut("/{connectionId}", SaveAsync);
        connections.MapDelete("/{connectionId}", DeleteAsync);
        var logos = organization.MapGroup("/logos").WithTags("Connections");
        logos.MapPost("", UploadAsync).Accepts<byte[]>("image/png");
        logos.MapGet("/{logoId}", LogoAsync);
    }

    private static async Task<PageOf<ConnectionAnswer>> ListAsync(
        [AsParameters] PageRequest page,
        HttpContext http,
        Connections connections
    ) =>
        page.Of(await connections.ListAsync(http.Asker(), http.RequestAborted))
            .Select(row => ConnectionAnswer.Of(row.Connection));

    private static async Task<Created<ConnectionAnswer>> CreateAsync(
        ConnectionRequest request,
        HttpContext http,
        Connections connections
    )
    {
        var asker = http.Asker();
        var connection = await connections.CreateAsync(asker, request.Form, http.RequestAborted);
        return TypedResults.Created(
            $"/api/v1/organizations/{asker.OrganizationId}/connections/{connection.Id}",
            ConnectionAnswer.Of(connection)
        );
    }

    private static async Task<ConnectionAnswer> GetAsync(
        string connectionId,
        HttpContext http,
        Connections connections
    ) => ConnectionAnswer.Of(await connections.OpenAsync(http.Asker(), connectionId, http.RequestAborted));

    private static async Task<ConnectionAnswer> SaveAsync(
        string connectionId,
        ConnectionRequest request,
        HttpContext http,
        Connections connections
    )
    {
        var asker = http.Asker();
        var version =
            request.Version ?? (await connections.OpenAsync(asker, connectionId, http.RequestAborted)).Version;
        return ConnectionAnswer.Of(
            await connections.SaveAsync(asker, connectionId, version, request.Form, http.RequestAborted)
        );
    }

    private static async Task<NoContent> DeleteAsync(string connectionId, HttpContext http, Connections connections)
    {
        await connections.DeleteAsync(http.Asker(), connectionId, http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<Created<LogoAnswer>> UploadAsync(HttpContext http, Logos logos)
    {
        var asker = http.Asker();
        // A byte more than allowed is enough to be told.
        var file = await RequestBody.ReadAsync(http, LogoImage.MostBytes + 1);
        var logo = await logos.UploadAsync(asker, file, http.RequestAborted);
        return TypedResults.Created(
            $"/api/v1/organizations/{asker.OrganizationId}/logos/{logo.Id}",
            new LogoAnswer(logo.Id, logo.Width, logo.Height)
        );
    }

    private static async Task<FileContentHttpResult> LogoAsync(string logoId, HttpContext http, Logos logos)
    {
        var logo = await logos.OpenAsync(http.Asker(), logoId, http.RequestAborted);
        // A logo is never changed.
        http.Response.Headers.CacheControl = "private, max-age=86400, immutable";
        return TypedResults.File(logo.Png, "image/png");
    }
}

/// <summary>Connection information to be saved.</summary>
/// <param name="DisplayName">Unique in the organization.</param>
/// <param name="Category">As documents write it, such as <c>messaging</c>.</param>
/// <param name="Summary">One sentence, 140 characters at most.</param>
/// <param name="FullDescription">Limited Markdown.</param>
/// <param name="LogoId">Of an uploaded logo.</param>
/// <param name="Version">The version that was read; without it, what others saved meanwhile is written over.</param>
internal sealed record ConnectionRequest(
    string? DisplayName,
    string? Category,
    string? Summary,
    string? FullDescription,
    string? LogoId,
    int? Version
)
{
    /// <summary>The same as a form.</summary>
    internal ConnectionForm Form =>
        new()
        {
            DisplayName = DisplayName ?? "",
            Category = Category ?? "",
            Summary = Summary ?? "",
            FullDescription = FullDescription ?? "",
            LogoId = LogoId,
        };
}

/// <summary>Connection information.</summary>
/// <param name="Id">Of this version of it.</param>
/// <param name="Number">Such as <c>1.0</c>.</param>
/// <param name="DisplayName">Its name.</param>
/// <param name="Category">Its category.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="FullDescription">Limited Markdown.</param>
/// <param name="LogoId">Its logo; null for none.</param>
/// <param name="IsApproved">Whether it is in the catalog, and so never changed.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="ChangedBy">Who changed it last.</param>
/// <param name="Version">Give it when saving.</param>
internal sealed record ConnectionAnswer(
    string Id,
    string Number,
    string DisplayName,
    string Category,
    string Summary,
    string FullDescription,
    string? LogoId,
    bool IsApproved,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    int Version
)
{
    /// <summary>The answer for a connection.</summary>
    internal static ConnectionAnswer Of(Connection connection) =>
        new(
            connection.Id,
            connection.Number,
            connection.DisplayName,
            connection.Category,
            connection.Summary,
            connection.FullDescription,
            connection.LogoId,
            connection.State == ConnectionState.Approved,
            connection.ChangedAt,
            connection.ChangedByName,
            connection.Version
        );
}

/// <summary>An uploaded logo.</summary>
/// <param name="Id">Give it as <c>logoId</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal sealed record LogoAnswer(string Id, int Width, int Height);
