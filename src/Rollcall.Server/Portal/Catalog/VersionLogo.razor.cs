using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Catalog;

/// <summary>The logo of a published version; without one, its initials.</summary>
public sealed partial class VersionLogo
{
    /// <summary>The image's address; null for initials.</summary>
    [Parameter]
    public string? Source { get; set; }

    /// <summary>The display name.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>As small as a row of a table.</summary>
    [Parameter]
    public bool Small { get; set; }

    /// <summary>The address of a logo as an organization sees the catalog; null where the version has none.</summary>
    public static string? Of(string organizationId, string versionId, bool hasLogo) =>
        hasLogo ? $"/api/v1/organizations/{organizationId}/catalog/versions/{versionId}/logo" : null;
}
