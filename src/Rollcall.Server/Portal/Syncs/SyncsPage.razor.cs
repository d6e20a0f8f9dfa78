using Microsoft.AspNetCore.Components;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>Every sync of a project.</summary>
public sealed partial class SyncsPage
{
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
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
    protected override async Task LoadAsync()
    {
        _all = await ProjectSyncs.ListAsync(Asker, cancellation: Gone);
        // What is not on the page any more is not chosen by mistake.
        _chosen.IntersectWith(Shown.Select(view => view.Sync.Id));
    }

    private Task PauseAsync() => EachAsync(id => ProjectSyncs.PauseAsync(Asker, id, Gone), "paused");

    private Task ResumeAsync() => EachAsync(id => ProjectSyncs.ResumeAsync(Asker, id, Gone), "resumed");

    private async Task EachAsync(Func<string, Task> action, string done)
    {
        var refusals = new List<string>();
        await TryAsync(async () =>
        {
            foreach (var view in Shown.Where(view => _chosen.Contains(view.Sync.Id)))
            {
                try
                {
                    await action(view.Sync.Id);
                }
                catch (Refusal refusal)
                {
                    refusals.Add($"{view.Cohort} in {view.Destination}: {refusal.Message}");
                }
            }
        });
        Snackbar.Add($"{_chosen.Count - refusals.Count} {done}.", MudBlazor.Severity.Success);
        foreach (var refusal in refusals)
        {
            Snackbar.Add(refusal, MudBlazor.Severity.Warning);
        }
        _chosen.Clear();
        await ReloadAsync();
    }
}
