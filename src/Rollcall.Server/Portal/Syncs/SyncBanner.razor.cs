using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>What concerns a sync at this moment: its run, or what it waits for.</summary>
public sealed partial class SyncBanner
{
    private const int AnnouncedSteps = 10;

    /// <summary>The page.</summary>
    [Parameter, EditorRequired]
    public required ProjectPage Page { get; set; }

    /// <summary>The sync.</summary>
    [Parameter, EditorRequired]
    public required SyncView View { get; set; }

    /// <summary>Something was done about it.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Takes orders.</summary>
    [Inject]
    public required SyncOrders Orders { get; set; }

    /// <summary>Shows what came of them.</summary>
    [Inject]
    public required ISnackbar Snackbar { get; set; }

    /// <summary>The clock.</summary>
    [Inject]
    public required TimeProvider Time { get; set; }

    // Said aloud every tenth of the way, not with every batch.
    private string Announced =>
        View.Now is { Phase: RunPhase.Delivering, Total: > 0 } run
            ? $"{run.Settled * AnnouncedSteps / run.Total * (100 / AnnouncedSteps)} percent delivered"
            : "The run goes on";

    private string Rate(LiveRun run)
    {
        var seconds = run.DeliveringSince is { } since ? (Time.GetUtcNow() - since).TotalSeconds : 0;
        return seconds > 1 ? $", {SyncLook.Number((long)(run.Settled / seconds))} a second" : "";
    }

    private Task CancelAsync() =>
        DoAsync(() => Orders.CancelAsync(Page.Asker, View.Sync.Id), "Stopping: requests in flight finish first.");

    private Task TryAgainAsync() => DoAsync(() => Orders.RunAsync(Page.Asker, View.Sync.Id), "Trying again.");

    private async Task DoAsync(Func<Task> action, string done)
    {
        try
        {
            await action();
            Snackbar.Add(done, MudBlazor.Severity.Success);
        }
        catch (Refusal refusal)
        {
            Snackbar.Add(refusal.Message, MudBlazor.Severity.Error);
        }
        await Changed.InvokeAsync();
    }
}
