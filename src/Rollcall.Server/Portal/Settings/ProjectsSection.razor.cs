using Microsoft.AspNetCore.Components;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Server.Organizations;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Portal.Settings;

/// <summary>Settings, Projects.</summary>
public sealed partial class ProjectsSection
{
    private PageOf<Project> _projects = new([], 0, null);

    /// <summary>The place in the list.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary>Projects.</summary>
    [Inject]
    public required Projects Projects { get; set; }

    private bool MayAdminister => Asker.May(Permission.Administer);

    /// <inheritdoc/>
    protected override async Task LoadAsync() =>
        _projects = await Projects.ListAsync(Asker, new PageRequest(Pager.Size, After), Gone);

    private string AddressOf(string project) => $"/organizations/{OrganizationId}/settings/projects/{project}";
}
