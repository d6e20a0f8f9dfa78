using Microsoft.AspNetCore.Components;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Settings;

/// <summary>The sections of settings, around the one that is shown.</summary>
public sealed partial class SettingsFrame
{
    /// <summary>The page.</summary>
    [Parameter, EditorRequired]
    public required PortalPage Page { get; set; }

    /// <summary>The section's title.</summary>
    [Parameter, EditorRequired]
    public required string Section { get; set; }

    /// <summary>The organization; null: the installation's settings.</summary>
    [Parameter]
    public string? OrganizationId { get; set; }

    /// <summary>The section.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string Title => OrganizationId is null ? "Installation" : "Settings";

    private IEnumerable<(string Label, string Address)> Links =>
        OrganizationId is null
            ?
            [
                ("Server", "/installation"),
                ("People", "/installation/people"),
                ("Organizations", "/installation/organizations"),
                ("Outbox", "/installation/outbox"),
            ]
            :
            [
                ("Organization", $"/organizations/{OrganizationId}/settings"),
                ("People", $"/organizations/{OrganizationId}/settings/people"),
                ("Projects", $"/organizations/{OrganizationId}/settings/projects"),
                ("API keys", $"/organizations/{OrganizationId}/settings/api-keys"),
                ("Sign-in", $"/organizations/{OrganizationId}/settings/sign-in"),
                ("Audit log", $"/organizations/{OrganizationId}/settings/audit"),
            ];
}
