using System.Globalization;
using MudBlazor;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>How syncs and their runs look.</summary>
internal static class SyncLook
{
    private static readonly StatusKind Paused = new("Paused", Icons.Material.Outlined.PauseCircle, "grey");
    private static readonly StatusKind NeedsCredentials = new(
        "Needs credentials",
        Icons.Material.Outlined.Key,
        "amber"
    );
    private static readonly StatusKind NeedsApproval = StatusKind.Held with { Word = "Needs approval" };
    private static readonly StatusKind Off = new("Off", Icons.Material.Outlined.PowerSettingsNew, "grey");
    private static readonly StatusKind Waiting = new("First run to come", Icons.Material.Outlined.Schedule, "grey");

    /// <summary>A sync at a glance.</summary>
    public static StatusKind Of(SyncMark mark) => Of(mark.State, mark.IsHeld, mark.Last);

    /// <summary>A sync.</summary>
    public static StatusKind Of(SyncView view) =>
        view.Now is not null
            ? StatusKind.Running
            : Of(view.Sync.State, view.Sync.HeldRunId is not null, view.Sync.LastStatus);

    /// <summary>A run.</summary>
    public static StatusKind Of(SyncRunStatus status) =>
        status switch
        {
            SyncRunStatus.Queued => StatusKind.Queued,
            SyncRunStatus.Running => StatusKind.Running,
            SyncRunStatus.Held => StatusKind.Held,
            SyncRunStatus.Superseded => StatusKind.Superseded,
            SyncRunStatus.Planned => StatusKind.Planned,
            SyncRunStatus.Succeeded => StatusKind.Succeeded,
            SyncRunStatus.PartiallySucceeded => StatusKind.Partially,
            SyncRunStatus.Failed => StatusKind.Failed,
            _ => StatusKind.Canceled,
        };

    /// <summary>How far a run is, in few words; null while none goes on.</summary>
    public static string? Progress(LiveRun? run) =>
        run switch
        {
            null => null,
            { Phase: RunPhase.Delivering, Total: > 0 } => $"Running {Number(run.Settled)}/{Number(run.Total)}",
            { Phase: RunPhase.Reading } => $"Reading {Number(run.Read)}",
            _ => "Running",
        };

    /// <summary>What began a run, in words.</summary>
    public static string Words(RunTrigger trigger) =>
        trigger switch
        {
            RunTrigger.Schedule => "Schedule",
            RunTrigger.Created => "First run",
            RunTrigger.Manual => "By hand",
            RunTrigger.Api => "API",
            RunTrigger.Confirmed => "Confirmed",
            RunTrigger.Probe => "Daily try",
            _ => "Removal",
        };

    /// <summary>A number with its groups of three.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static StatusKind Of(SyncState state, bool isHeld, SyncRunStatus? last) =>
        state switch
        {
            SyncState.Paused => Paused,
            SyncState.NeedsCredentials => NeedsCredentials,
            SyncState.Off => Off,
            _ when isHeld => NeedsApproval,
            _ => last is { } status ? Of(status) : Waiting,
        };
}
