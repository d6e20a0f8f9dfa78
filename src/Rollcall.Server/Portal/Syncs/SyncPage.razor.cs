using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Destinations;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>One sync: how it stands, its cadence, its history, its errors.</summary>
public sealed partial class SyncPage
{
    private SyncView? _view;
    private DestinationRow? _installed;
    private IDisposable? _watch;

    /// <summary>The sync, from the address.</summary>
    [Parameter]
    public required string SyncId { get; set; }

    /// <summary><c>cadence</c>, <c>history</c> or <c>errors</c>.</summary>
    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>Reads and changes syncs.</summary>
    [Inject]
    public required ProjectSyncs ProjectSyncs { get; set; }

    /// <summary>Takes orders.</summary>
    [Inject]
    public required SyncOrders Orders { get; set; }

    /// <summary>Reads its destination.</summary>
    [Inject]
    public required Server.Destinations.Destinations Installs { get; set; }

    /// <summary>Tells how runs go on.</summary>
    [Inject]
    public required RunFeed Feed { get; set; }

    /// <summary>Asks.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    /// <summary>Goes to other pages.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    private Sync Sync => _view!.Sync;

    private DestinationRow Installed => _installed!;

    private string Zone => Asker.Project!.TimeZone;

    private string Shown => Tab is "cadence" or "errors" ? Tab : "history";

    private string? NotDelivered =>
        SyncLook.Progress(_view!.Now)
        ?? (
            Sync.LastStatus == SyncRunStatus.PartiallySucceeded
                ? $"Partially succeeded, {SyncLook.Number(Sync.NotDelivered)} not delivered"
                : null
        );

    private IReadOnlyList<TabLink> Tabs =>
        [
            new("cadence", "Cadence", Address("?tab=cadence")),
            new("history", "History", Address("")),
            new("errors", "Errors", Address("?tab=errors")),
        ];

    /// <inheritdoc/>
    public override void Dispose()
    {
        _watch?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _watch ??= Feed.Watch(SyncId, OnRun);
        var view = await ProjectSyncs.GetAsync(Asker, SyncId, Gone);
        _installed = (await Installs.OpenAsync(Asker, view.Sync.DestinationId, Gone)).Row;
        _view = view;
    }

    // Called by the run's own thread, which must not wait for the page.
    private void OnRun(LiveRun run) =>
        _ = InvokeAsync(async () =>
        {
            if (Gone.IsCancellationRequested || _view is null)
            {
                return;
            }
            var begins = _view.Now is null || run.Phase == RunPhase.Ended;
            _view = _view with { Now = run.Phase == RunPhase.Ended ? null : run };
            if (begins)
            {
                await LoadAsync();
            }
            StateHasChanged();
        });

    private string Address(string rest) => $"/projects/{ProjectId}/syncs/{SyncId}{rest}";

    private Task RunNowAsync() =>
        OrderAsync(() => Orders.RunAsync(Asker, SyncId, cancellation: Gone), "The run starts.");

    private Task DryRunAsync() =>
        OrderAsync(
            () => Orders.DryRunAsync(Asker, SyncId, cancellation: Gone),
            "The dry run starts: it sends nothing, and its numbers will stand in History."
        );

    private Task RetryRejectedAsync() =>
        OrderAsync(
            () => Orders.RetryRejectedAsync(Asker, SyncId, cancellation: Gone),
            "A run starts that tries every rejected user again."
        );

    private async Task FullResyncAsync()
    {
        const string text =
            "The whole cohort is sent again, whatever is known of the destination. Users whom others put on the list stay there: "
            + "Rollcall does not know them.";
        if (await ConfirmDialog.AskAsync(Dialogs, "Full resync?", text, "Send everyone"))
        {
            await OrderAsync(
                () => Orders.FullResyncAsync(Asker, SyncId, cancellation: Gone),
                "The full resync starts."
            );
        }
    }

    private async Task PauseAsync()
    {
        await TryAsync(
            () => ProjectSyncs.PauseAsync(Asker, SyncId, Gone),
            "Paused. A run that goes on is not stopped by it."
        );
        await ReloadAsync();
    }

    private async Task ResumeAsync()
    {
        await TryAsync(() => ProjectSyncs.ResumeAsync(Asker, SyncId, Gone), "Resumed.");
        await ReloadAsync();
    }

    private async Task ChangeOwnerAsync()
    {
        if (await ChangeOwnerDialog.AskAsync(Dialogs, Asker, _view!) is { } personId)
        {
            await TryAsync(
                () => ProjectSyncs.ChangeOwnerAsync(Asker, SyncId, personId, Gone),
                "The owner was changed."
            );
            await ReloadAsync();
        }
    }

    private async Task DeleteAsync()
    {
        var answer = await DeleteSyncDialog.AskAsync(Dialogs, _view!);
        if (answer is not { } removeMembers)
        {
            return;
        }
        var done = removeMembers ? "The members are leaving; the sync goes when they have." : "Deleted.";
        if (await TryAsync(() => ProjectSyncs.DeleteAsync(Asker, SyncId, removeMembers, Gone), done))
        {
            Navigation.NavigateTo($"/projects/{ProjectId}/cohorts/{Sync.CohortId}?tab=syncs");
        }
    }

    private async Task OrderAsync(Func<Task<Cluster.Syncs.OrderedRun>> order, string starts)
    {
        await TryAsync(async () =>
        {
            var ordered = await order();
            var sentence =
                ordered.Result == Cluster.Syncs.OrderResult.Follows
                    ? "It follows when the present run has ended."
                    : starts;
            Snackbar.Add(sentence, MudBlazor.Severity.Success);
        });
        await ReloadAsync();
    }
}
