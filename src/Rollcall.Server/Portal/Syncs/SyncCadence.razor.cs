using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>When a sync runs, and when its removals wait for a person.</summary>
public sealed partial class SyncCadence
{
    private const double Percent = 100;

    private Cadence _cadence = new() { Kind = CadenceKind.OneTime };
    private double? _percent;
    private long? _number;
    private bool _removalsOnly;
    private string? _fault;
    private string? _syncId;
    private TimeSpan? _least;

    /// <summary>The page.</summary>
    [Parameter, EditorRequired]
    public required ProjectPage Page { get; set; }

    /// <summary>The sync.</summary>
    [Parameter, EditorRequired]
    public required SyncView View { get; set; }

    /// <summary>Something was changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Changes syncs.</summary>
    [Inject]
    public required ProjectSyncs ProjectSyncs { get; set; }

    /// <summary>Tells what the destination rules out.</summary>
    [Inject]
    public required Server.Destinations.Destinations Installed { get; set; }

    /// <summary>Says what was done.</summary>
    [Inject]
    public required ISnackbar Snackbar { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // What is typed stays while the page around is drawn again.
        if (_syncId == View.Sync.Id)
        {
            return;
        }
        (_syncId, _cadence) = (View.Sync.Id, View.Sync.Cadence);
        (_percent, _number) = (View.Sync.MaxRemovalShare * Percent, View.Sync.MaxRemovals);
        _removalsOnly = View.Sync.HoldRemovalsOnly;
        var open = await Installed.OpenAsync(Page.Asker, View.Sync.DestinationId);
        _least = open.Integration.Delivery.MinInterval;
    }

    private static string Share(double share) => share.ToString("0.## %", CultureInfo.InvariantCulture);

    private Task SaveCadenceAsync() =>
        SaveAsync(() => ProjectSyncs.ChangeCadenceAsync(Page.Asker, View.Sync.Id, _cadence), "Cadence saved.");

    private Task SaveGuardAsync() =>
        SaveAsync(
            () =>
                ProjectSyncs.ChangeGuardAsync(
                    Page.Asker,
                    View.Sync.Id,
                    new GuardLimits(_percent / Percent, _number, _removalsOnly)
                ),
            "Limit saved. It counts from the next run on."
        );

    private async Task SaveAsync(Func<Task> save, string done)
    {
        _fault = null;
        try
        {
            await save();
            Snackbar.Add(done, MudBlazor.Severity.Success);
            await Changed.InvokeAsync();
        }
        catch (Refusal refusal)
        {
            _fault = refusal.Message;
        }
    }
}
