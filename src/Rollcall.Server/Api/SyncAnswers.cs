using System.Globalization;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Api;

/// <summary>A sync to be made.</summary>
/// <param name="CohortId">The cohort.</param>
/// <param name="DestinationId">The destination.</param>
/// <param name="Cadence">How often it runs.</param>
/// <param name="Settings">Values of the fields that the definition asks for each sync.</param>
/// <param name="Guard">When removals are held; absent: the usual limits.</param>
internal sealed record SyncCreation(
    string? CohortId,
    string? DestinationId,
    CadenceForm? Cadence,
    Dictionary<string, string>? Settings = null,
    GuardLimits? Guard = null
);

/// <summary>What of a sync is to be other than it is; what is absent stays.</summary>
/// <param name="Cadence">How often it runs.</param>
/// <param name="Guard">When removals are held.</param>
/// <param name="OwnerId">Who answers for it.</param>
internal sealed record SyncChange(CadenceForm? Cadence = null, GuardLimits? Guard = null, string? OwnerId = null);

/// <summary>How often a sync runs.</summary>
/// <param name="Kind"><c>one_time</c>, <c>hourly</c>, <c>daily</c>, <c>real_time</c> or <c>cron</c>.</param>
/// <param name="At">For daily: the time of day in the project's time zone, such as <c>09:00</c>.</param>
/// <param name="Cron">For cron: five fields.</param>
internal sealed record CadenceForm(string? Kind, string? At = null, string? Cron = null)
{
    /// <summary>The cadence that was meant.</summary>
    /// <exception cref="Refusal">It is none.</exception>
    public static Cadence Read(CadenceForm? form)
    {
        var kind = ApiWords.Read<CadenceKind>(form?.Kind, "cadence.kind");
        var at = default(TimeOnly);
        if (
            kind == CadenceKind.Daily
            && !TimeOnly.TryParseExact(form!.At, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out at)
        )
        {
            throw Refusal.Invalid(new FieldFault("cadence.at", "Give the time of day as 09:00."));
        }
        return new Cadence
        {
            Kind = kind,
            At = kind == CadenceKind.Daily ? at : null,
            Cron = kind == CadenceKind.Cron ? form!.Cron : null,
        };
    }

    /// <summary>The form of a cadence.</summary>
    public static CadenceForm Of(Cadence cadence) =>
        new(ApiWords.Of(cadence.Kind), cadence.At?.ToString("HH:mm", CultureInfo.InvariantCulture), cadence.Cron);
}

/// <summary>A sync.</summary>
internal sealed record SyncAnswer
{
    /// <summary><c>syn_…</c></summary>
    public required string Id { get; init; }

    /// <summary>The cohort.</summary>
    public required string CohortId { get; init; }

    /// <summary>The cohort's name.</summary>
    public required string Cohort { get; init; }

    /// <summary>The destination.</summary>
    public required string DestinationId { get; init; }

    /// <summary>The destination's name.</summary>
    public required string Destination { get; init; }

    /// <summary>How often it runs.</summary>
    public required CadenceForm Cadence { get; init; }

    /// <summary><c>active</c>, <c>paused</c>, <c>needs_credentials</c>, <c>needs_approval</c>, <c>finished</c> or <c>off</c>.</summary>
    public required string State { get; init; }

    /// <summary>Who paused it; null while it is not.</summary>
    public string? PausedBy { get; init; }

    /// <summary>The run that goes on; null when none does.</summary>
    public string? RunningRunId { get; init; }

    /// <summary>The run that waits for a person's word; null when none does.</summary>
    public string? HeldRunId { get; init; }

    /// <summary>When it is to run next; null: not by itself.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>How the last run ended; null before one has.</summary>
    public string? LastStatus { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>When a run last delivered everything.</summary>
    public DateTimeOffset? LastSyncedAt { get; init; }

    /// <summary>Users that are not at the destination as they should be.</summary>
    public required long NotDelivered { get; init; }

    /// <summary>Scheduled runs that were skipped because another one went on.</summary>
    public required long Skipped { get; init; }

    /// <summary>Scheduled runs that were missed while nothing ran.</summary>
    public required long Missed { get; init; }

    /// <summary>The list at the destination; null for properties and before it is known.</summary>
    public string? ListId { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string OwnerId { get; init; }

    /// <summary>When removals are held.</summary>
    public required GuardLimits Guard { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The answer for a sync.</summary>
    public static SyncAnswer Of(SyncView view)
    {
        var sync = view.Sync;
        var waits = sync is { State: SyncState.Active, HeldRunId: not null };
        return new SyncAnswer
        {
            Id = sync.Id,
            CohortId = sync.CohortId,
            Cohort = view.Cohort,
            DestinationId = sync.DestinationId,
            Destination = view.Destination,
            Cadence = CadenceForm.Of(sync.Cadence),
            State = waits ? "needs_approval" : ApiWords.Of(sync.State),
            PausedBy = sync.State == SyncState.Paused ? sync.PausedBy : null,
            RunningRunId = view.Now?.RunId,
            HeldRunId = sync.HeldRunId,
            NextDue = sync.NextDue,
            LastStatus = sync.LastStatus is { } last ? ApiWords.Of(last) : null,
            LastRunAt = sync.LastRunAt,
            LastSyncedAt = sync.LastSyncedAt,
            NotDelivered = sync.NotDelivered,
            Skipped = sync.Skipped,
            Missed = sync.Missed,
            ListId = sync.ListId,
            OwnerId = sync.OwnerId,
            Guard = new GuardLimits(sync.MaxRemovalShare, sync.MaxRemovals, sync.HoldRemovalsOnly),
            CreatedAt = sync.CreatedAt,
        };
    }
}

/// <summary>What became of an order for a run.</summary>
/// <param name="RunId">The run that it began, or the one that goes on and that it follows.</param>
/// <param name="Result"><c>started</c>, or <c>follows</c>: it comes once the present run has ended.</param>
internal sealed record OrderAnswer(string? RunId, string Result);
