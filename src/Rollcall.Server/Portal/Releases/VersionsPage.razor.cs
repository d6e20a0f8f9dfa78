using Microsoft.AspNetCore.Components;
using Rollcall.Server.Releases;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Portal.Releases;

/// <summary>An integration's versions: who let them out and when, and how they differ.</summary>
public sealed partial class VersionsPage
{
    private IReadOnlyList<VersionTrail> _trails = [];
    private VersionDifference? _difference;

    /// <summary>The integration, from the address.</summary>
    [Parameter]
    public required string IntegrationId { get; set; }

    /// <summary>The version whose differences are shown; nothing: none.</summary>
    [SupplyParameterFromQuery(Name = "of")]
    public string? Of { get; set; }

    /// <summary>The version that it is compared with; nothing: the one before it.</summary>
    [SupplyParameterFromQuery(Name = "against")]
    public string? Against { get; set; }

    /// <summary>The history.</summary>
    [Inject]
    public required VersionHistory History { get; set; }

    /// <summary>Where the browser is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    private string Base => $"/organizations/{OrganizationId}/developer";

    private string Title => _trails.Count > 0 ? $"Versions of {_trails[0].Version.Name}" : "Versions";

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _trails = await History.OfIntegrationAsync(Asker, IntegrationId, Gone);
        _difference = Of is { } id
            ? await History.DifferenceAsync(Asker, id, string.IsNullOrEmpty(Against) ? null : Against, Gone)
            : null;
    }

    private static string StepWord(ReleaseStepKind kind) =>
        kind switch
        {
            ReleaseStepKind.ReleasedInternally => "Released internally",
            ReleaseStepKind.Submitted => "Submitted",
            ReleaseStepKind.TakenBack => "Withdrawn from review",
            ReleaseStepKind.ChangesRequested => "Changes requested",
            ReleaseStepKind.Approved => "Approved",
            _ => "Withdrawn",
        };

    private void CompareWith(string? versionId) =>
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameter("against", string.IsNullOrEmpty(versionId) ? null : versionId)
        );
}
