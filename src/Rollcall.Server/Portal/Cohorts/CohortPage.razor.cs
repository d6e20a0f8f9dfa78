using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Cohorts;

namespace Rollcall.Server.Portal.Cohorts;

/// <summary>One cohort: its size, its members, where it is kept, where it comes from.</summary>
public sealed partial class CohortPage
{
    private const int Days = 30;

    private Cohort? _cohort;
    private IReadOnlyList<CohortSize> _sizes = [];
    private IReadOnlyList<SyncView> _syncs = [];

    /// <summary>The cohort, from the address.</summary>
    [Parameter]
    public required string CohortId { get; set; }

    /// <summary><c>members</c>, <c>syncs</c> or <c>source</c>.</summary>
    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>Reads and changes cohorts.</summary>
    [Inject]
    public required ProjectCohorts ProjectCohorts { get; set; }

    /// <summary>Counts cohorts.</summary>
    [Inject]
    public required CohortReadings Readings { get; set; }

    /// <summary>Reads syncs.</summary>
    [Inject]
    public required ProjectSyncs ProjectSyncs { get; set; }

    /// <summary>Asks.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    /// <summary>Goes to other pages.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    private string Shown => Tab is "syncs" or "source" ? Tab : "members";

    private IReadOnlyList<TabLink> Tabs =>
        [
            new("members", "Members", Address("")),
            new("syncs", $"Syncs ({_syncs.Count})", Address("?tab=syncs")),
            new("source", "Source", Address("?tab=source")),
        ];

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _cohort = await ProjectCohorts.GetAsync(Asker, CohortId, Gone);
        _sizes = await ProjectCohorts.SizesAsync(Asker, CohortId, Days, Gone);
        _syncs = await ProjectSyncs.ListAsync(Asker, CohortId, cancellation: Gone);
    }

    private string Address(string rest) => $"/projects/{ProjectId}/cohorts/{CohortId}{rest}";

    private async Task TestSourceAsync()
    {
        Readings.Ask(CohortId);
        await ReloadAsync();
        Snackbar.Add("The source is being read. Load the page again in a moment.", MudBlazor.Severity.Info);
    }

    private async Task RenameAsync()
    {
        var name = await AskTextDialog.AskAsync(Dialogs, "Rename cohort", "Name", _cohort!.Name, "Rename");
        if (name is null)
        {
            return;
        }
        var sentence = _syncs.Count == 0 ? "Renamed." : "Renamed. Lists keep the name that they were made with.";
        await TryAsync(
            () => ProjectCohorts.ChangeAsync(Asker, CohortId, new CohortChange(name), _cohort.Version, Gone),
            sentence
        );
        await ReloadAsync();
    }

    private async Task DeleteAsync()
    {
        var text =
            _syncs.Count == 0
                ? $"{_cohort!.Name} and its history of sizes are deleted. What it was made of stays nowhere else."
                : $"{_cohort!.Name} is kept in {_syncs.Count} destinations. Delete those syncs first.";
        if (await ConfirmDialog.AskAsync(Dialogs, $"Delete {_cohort.Name}?", text, "Delete", harmful: true))
        {
            var gone = await TryAsync(() => ProjectCohorts.DeleteAsync(Asker, CohortId, Gone), "Deleted.");
            if (gone)
            {
                Navigation.NavigateTo($"/projects/{ProjectId}/cohorts");
            }
        }
    }
}
