using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Portal.Frame;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Portal.Developer;

/// <summary>Where a version stands between draft and catalog: icon, word and colour.</summary>
public sealed partial class VersionState
{
    /// <summary>Which.</summary>
    [Parameter, EditorRequired]
    public required IntegrationState State { get; set; }

    private StatusKind Look =>
        State switch
        {
            IntegrationState.ReleasedInternally => new("Released internally", Icons.Material.Outlined.Home, "blue"),
            IntegrationState.UnderReview => new("Under Review", Icons.Material.Outlined.HourglassEmpty, "green"),
            IntegrationState.ChangesRequested => new("Changes requested", Icons.Material.Outlined.RateReview, "amber"),
            IntegrationState.Approved => new("Approved", Icons.Material.Outlined.CheckCircle, "green"),
            IntegrationState.Withdrawn => new("Withdrawn", Icons.Material.Outlined.Block, "grey"),
            _ => new("Saved as Draft", Icons.Material.Outlined.Edit, "grey"),
        };
}
