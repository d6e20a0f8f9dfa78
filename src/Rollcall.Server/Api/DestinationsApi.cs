using Microsoft.AspNetCore.Http.HttpResults;
using Rollcall.Server.Destinations;
using Rollcall.Storage.Destinations;

namespace Rollcall.Server.Api;

/// <summary>Destinations: <c>/api/v1/projects/{projectId}/destinations</c>.</summary>
internal static class DestinationsApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapDestinations(this RouteGroupBuilder project)
    {
        var all = project.MapGroup("/destinations").WithTags("Destinations");
        all.MapGet("", ListAsync).WithSummary("The project's destinations");
        all.MapPost("", CreateAsync).WithSummary("Install a destination");
        all.MapPost("/connection-tests", TestAsync).WithSummary("Test a connection without changing anything there");
        var one = all.MapGroup("/{destinationId}");
        one.MapGet("", OpenAsync).WithSummary("A destination");
        one.MapPut("", SaveAsync).WithSummary("Change a destination");
        one.MapDelete("", DisconnectAsync).WithSummary("Disconnect a destination");
        one.MapPost("/changes", PreviewAsync).WithSummary("What a change would mean for its syncs");
        one.MapGet("/upgrade", PreviewUpgradeAsync).WithSummary("What another version would change");
        one.MapPost("/upgrade", UpgradeAsync).WithSummary("Take another version");
    }

    private static async Task<PageOf<DestinationSummary>> ListAsync(
        HttpContext http,
        Destinations.Destinations destinations,
        [AsParameters] PageRequest page
    ) =>
        page.Of(await destinations.ListAsync(http.Asker(), http.RequestAborted).ConfigureAwait(false))
            .Select(DestinationSummary.Of);

    private static async Task<DestinationResponse> OpenAsync(
        HttpContext http,
        string destinationId,
        Destinations.Destinations destinations
    ) =>
        DestinationResponse.Of(
            await destinations.OpenAsync(http.Asker(), destinationId, http.RequestAborted).ConfigureAwait(false)
        );

    private static async Task<Created<DestinationResponse>> CreateAsync(
        HttpContext http,
        NewDestination request,
        Destinations.Destinations destinations
    )
    {
        var made = await destinations
            .CreateAsync(http.Asker(), request.VersionId ?? "", request.Form(), http.RequestAborted)
            .ConfigureAwait(false);
        var answer = await OpenAsync(http, made.Id, destinations).ConfigureAwait(false);
        return TypedResults.Created($"/api/v1/projects/{made.ProjectId}/destinations/{made.Id}", answer);
    }

    private static async Task<DestinationResponse> SaveAsync(
        HttpContext http,
        string destinationId,
        DestinationForm form,
        DestinationEdits edits,
        Destinations.Destinations destinations
    )
    {
        await edits.SaveAsync(http.Asker(), destinationId, form, http.RequestAborted).ConfigureAwait(false);
        return await OpenAsync(http, destinationId, destinations).ConfigureAwait(false);
    }

    private static Task<DestinationChange> PreviewAsync(
        HttpContext http,
        string destinationId,
        DestinationForm form,
        DestinationEdits edits
    ) => edits.PreviewAsync(http.Asker(), destinationId, form, http.RequestAborted);

    private static async Task<NoContent> DisconnectAsync(
        HttpContext http,
        string destinationId,
        Disconnection disconnection
    )
    {
        await disconnection.DisconnectAsync(http.Asker(), destinationId, http.RequestAborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private static async Task<UpgradeResponse> PreviewUpgradeAsync(
        HttpContext http,
        string destinationId,
        string to,
        DestinationEdits edits
    ) =>
        UpgradeResponse.Of(
            await edits.PreviewUpgradeAsync(http.Asker(), destinationId, to, http.RequestAborted).ConfigureAwait(false)
        );

    private static async Task<DestinationResponse> UpgradeAsync(
        HttpContext http,
        string destinationId,
        UpgradeRequest request,
        DestinationEdits edits,
        Destinations.Destinations destinations
    )
    {
        await edits
            .UpgradeAsync(
                http.Asker(),
                destinationId,
                request.To ?? "",
                request.Form ?? new DestinationForm(),
                request.AgreedHosts ?? [],
                http.RequestAborted
            )
            .ConfigureAwait(false);
        return await OpenAsync(http, destinationId, destinations).ConfigureAwait(false);
    }

    private static Task<IReadOnlyList<ConnectionLine>> TestAsync(
        HttpContext http,
        ConnectionTestRequest request,
        ConnectionTest test
    ) =>
        test.RunAsync(
            http.Asker(),
            request.VersionId ?? "",
            request.DestinationId,
            request.Form(),
            http.RequestAborted
        );
}

/// <summary>Installs a destination.</summary>
/// <param name="VersionId">The published version.</param>
/// <param name="Name">The destination's name.</param>
/// <param name="Settings">Values by variable, secrets among them.</param>
/// <param name="Mapping">The user property that feeds each mapping field, by variable.</param>
public sealed record NewDestination(
    string? VersionId,
    string? Name,
    Dictionary<string, string>? Settings,
    Dictionary<string, string>? Mapping
)
{
    internal DestinationForm Form() =>
        new()
        {
            Name = Name ?? "",
            Settings = Settings ?? [],
            Mapping = Mapping ?? [],
        };
}

/// <summary>Tests a connection.</summary>
/// <param name="VersionId">The published version.</param>
/// <param name="DestinationId">The destination whose stored secrets stand in for those left out; null for a new one.</param>
/// <param name="Name">The destination's name.</param>
/// <param name="Settings">Values by variable.</param>
/// <param name="Mapping">What feeds the mapping fields.</param>
public sealed record ConnectionTestRequest(
    string? VersionId,
    string? DestinationId,
    string? Name,
    Dictionary<string, string>? Settings,
    Dictionary<string, string>? Mapping
)
{
    internal DestinationForm Form() => new NewDestination(VersionId, Name, Settings, Mapping).Form();
}

/// <summary>Takes another version.</summary>
/// <param name="To">The version's ID.</param>
/// <param name="AgreedHosts">The new origins that may get data and secrets.</param>
/// <param name="Form">What the new version asks for beyond the old one, and the answers to what stops.</param>
public sealed record UpgradeRequest(string? To, IReadOnlyList<string>? AgreedHosts, DestinationForm? Form);

/// <summary>What another version would change.</summary>
/// <param name="From">The number of the version installed.</param>
/// <param name="To">The number of the other.</param>
/// <param name="Differences">A sentence each.</param>
/// <param name="NewHosts">Origins to be agreed to.</param>
/// <param name="MissingSettings">Fields that need a value.</param>
/// <param name="MissingMapping">Mapping fields that nothing feeds.</param>
public sealed record UpgradeResponse(
    int From,
    int To,
    IReadOnlyList<string> Differences,
    IReadOnlyList<string> NewHosts,
    IReadOnlyList<FieldResponse> MissingSettings,
    IReadOnlyList<MappingResponse> MissingMapping
)
{
    internal static UpgradeResponse Of(UpgradePreview preview) =>
        new(
            preview.From.Number,
            preview.To.Number,
            preview.Words,
            preview.NewHosts,
            [.. preview.MissingSettings.Select(FieldResponse.Of)],
            [.. preview.MissingMapping.Select(MappingResponse.Of)]
        );
}

/// <summary>A destination in a list.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Integration">The integration's display name.</param>
/// <param name="IntegrationId">The integration.</param>
/// <param name="VersionId">The version installed.</param>
/// <param name="VersionNumber">Its number.</param>
/// <param name="UpdateVersionId">The newer version that it could take; null: it has the newest.</param>
/// <param name="Withdrawn">Whether its version was withdrawn.</param>
/// <param name="Syncs">How many syncs go there.</param>
/// <param name="State">Whether its account takes requests.</param>
/// <param name="StateReason">Why it does not.</param>
public sealed record DestinationSummary(
    string Id,
    string Name,
    string Integration,
    string IntegrationId,
    string VersionId,
    int VersionNumber,
    string? UpdateVersionId,
    bool Withdrawn,
    int Syncs,
    AccountState State,
    string? StateReason
)
{
    internal static DestinationSummary Of(DestinationRow row) =>
        new(
            row.Id,
            row.Name,
            row.Integration,
            row.IntegrationId,
            row.VersionId,
            row.VersionNumber,
            row.Update?.Id,
            row.IsWithdrawn,
            row.Syncs,
            row.State,
            row.StateReason
        );
}

/// <summary>A destination.</summary>
/// <param name="Summary">As lists show it.</param>
/// <param name="Settings">Values that are no secrets, by variable.</param>
/// <param name="Secrets">Which secrets are set, when and by whom; never their values.</param>
/// <param name="Mapping">What feeds each mapping field.</param>
/// <param name="ApprovedHosts">The origins that may get data and secrets.</param>
/// <param name="Version">To be given when it is saved.</param>
public sealed record DestinationResponse(
    DestinationSummary Summary,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<Secrets.SecretNote> Secrets,
    IReadOnlyDictionary<string, string> Mapping,
    IReadOnlyList<string> ApprovedHosts,
    int Version
)
{
    internal static DestinationResponse Of(OpenDestination open) =>
        new(
            DestinationSummary.Of(open.Row),
            open.Destination.Settings,
            open.Secrets,
            open.Destination.Mapping,
            open.Destination.ApprovedHosts,
            open.Destination.Version
        );
}
