using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Core.Runs;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>A run that the guard holds: what it would do, why it may be so, and what a person can say to it.</summary>
public sealed partial class HeldRunBanner
{
    private RunView? _run;

    /// <summary>The page.</summary>
    [Parameter, EditorRequired]
    public required ProjectPage Page { get; set; }

    /// <summary>The sync.</summary>
    [Parameter, EditorRequired]
    public required string SyncId { get; set; }

    /// <summary>The run.</summary>
    [Parameter, EditorRequired]
    public required string RunId { get; set; }

    /// <summary>A word was given.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Reads the run.</summary>
    [Inject]
    public required SyncHistory History { get; set; }

    /// <summary>Takes the word.</summary>
    [Inject]
    public required SyncOrders Orders { get; set; }

    /// <summary>Asks.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    /// <summary>Shows what came of it.</summary>
    [Inject]
    public required ISnackbar Snackbar { get; set; }

    private long Removals => _run?.Run.HeldRemovals ?? 0;

    private string Sentence =>
        (Removals, _run!.Report) switch
        {
            (> 0, { } report) =>
                $"This run would remove {SyncLook.Number(Removals)} of {SyncLook.Number(Removals + report.Cohort.Items - report.Planned.Add)} members.",
            (_, { Notes: [var first, ..] }) => first,
            _ => "This run waits for your word.",
        };

    // Where the removals alone wait, the others have gone.
    private string Sent =>
        _run!.Run is { Added: 0, Changed: 0 } ? "Nothing was sent."
        : _run.Run.Changed == 0 ? $"Nobody was removed; {SyncLook.Number(_run.Run.Added)} were added."
        : $"Nobody was removed; {SyncLook.Number(_run.Run.Added)} were added and {SyncLook.Number(_run.Run.Changed)} changed.";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => _run = await History.RunAsync(Page.Asker, RunId);

    private async Task ConfirmAsync()
    {
        var number = Removals.ToString(CultureInfo.InvariantCulture);
        var text =
            $"{SyncLook.Number(Removals)} users will be removed from the destination. If the cohort has changed since, the run is held anew.";
        if (
            await ConfirmDialog.AskAsync(
                Dialogs,
                $"Remove {SyncLook.Number(Removals)} members?",
                text,
                "Remove",
                harmful: true,
                typeThis: number
            )
        )
        {
            await SayAsync(() => Orders.ConfirmAsync(Page.Asker, RunId, Removals), "Confirmed: the run starts.");
        }
    }

    private async Task RunAnywayAsync()
    {
        var planned = _run?.Report?.Planned ?? new OperationCounts();
        var text =
            $"{SyncLook.Number(planned.Add)} users will be added and {SyncLook.Number(planned.Change)} changed at the destination; nobody will be removed. If the cohort has changed since, the run is held anew.";
        if (await ConfirmDialog.AskAsync(Dialogs, "Run it anyway?", text, "Run it"))
        {
            await SayAsync(() => Orders.ConfirmAsync(Page.Asker, RunId, 0), "The run starts.");
        }
    }

    private Task DiscardAsync() =>
        SayAsync(
            () => Orders.RejectAsync(Page.Asker, RunId),
            "Discarded. The next run reads the cohort anew, and is held again where the limits say so."
        );

    private async Task SayAsync(Func<Task> action, string done)
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
