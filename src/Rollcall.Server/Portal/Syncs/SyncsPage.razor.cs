using Microsoft.AspNetCore.Components;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>Every sync of a project.</summary>
public sealed partial class SyncsPage
{
    private IReadOnlyList<SyncView> _all = [];

    /// <summary><c>needs-me</c>: those that wait for a person.</summary>
    [SupplyParameterFromQuery(Name = "filter")]
    public string? Filter { get; set; }

    /// <summary>Reads syncs.</summary>
    [Inject]
    public required ProjectSyncs ProjectSyncs { get; set; }

    private IReadOnlyList<SyncView> Shown => Filter == "needs-me" ? [.. _all.Where(view => view.NeedsMe)] : _all;

    private IReadOnlyList<TabLink> Tabs =>
        [
            new("all", "All", $"/projects/{ProjectId}/syncs"),
            new(
                "needs-me",
                $"Needs me ({_all.Count(view => view.NeedsMe)})",
                $"/projects/{ProjectId}/syncs?filter=needs-me"
            ),
        ];

    /// <inheritdoc/>
    protected override async Task LoadAsync() => _all = await ProjectSyncs.ListAsync(Asker, cancellation: Gone);
}
