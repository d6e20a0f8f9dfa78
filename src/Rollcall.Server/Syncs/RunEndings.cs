using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using Rollcall.Server.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Writes down how a run ended, and what follows from it for the sync, its destination and its owner.</summary>
internal sealed class RunEndings(
    Databases databases,
    ISyncDestinations destinations,
    CohortReadings readings,
    CredentialStops credentials,
    RequestLogs logs,
    SyncMails mails,
    SyncRemoval removal,
    SyncSweep sweep,
    RunTelemetry telemetry,
    TimeProvider time
)
{
    /// <summary>A run has ended with a report.</summary>
    /// <param name="input">The run.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="report">How.</param>
    /// <param name="record">What the sync remembers now; null after a dry run that was the first.</param>
    /// <param name="members">Items at the destination now, surely or in doubt.</param>
    public async Task EndAsync(
        RunInput input,
        SyncDestination destination,
        RunReport report,
        SyncRecord? record,
        long members
    )
    {
        await using var database = databases.OpenForInstallation();
        var now = time.GetUtcNow();
        var run = await WriteRunAsync(database, input, StatusOf(report), report, now).ConfigureAwait(false);
        run.Delivered = members;
        await WriteErrorsAsync(database, input, report, now).ConfigureAwait(false);
        if (report.Cohort.Read > 0 && !input.Order.Leaving)
        {
            await readings
                .RecordAsync(database, input.Cohort, report.Cohort.Read, run.StartedAt ?? now)
                .ConfigureAwait(false);
        }
        if (input.Order.DryRun)
        {
            await database.SaveChangesAsync().ConfigureAwait(false);
            telemetry.End(run, report);
            return;
        }
        var sync = await database.Syncs.SingleAsync(row => row.Id == input.Sync.Id).ConfigureAwait(false);
        await SupersedeAsync(database, sync, run).ConfigureAwait(false);
        var before = sync.LastStatus;
        WriteSync(sync, run, report, record, now);
        await mails.TellAsync(database, input, sync, run, report, before).ConfigureAwait(false);
        await SaveAsync(database, sync).ConfigureAwait(false);
        telemetry.End(run, report);
        await FollowAccountAsync(input, destination, report).ConfigureAwait(false);
        await removal.FinishAsync(input, run.Status).ConfigureAwait(false);
        sweep.Wake();
    }

    /// <summary>A run could not be done; nothing was sent by it.</summary>
    /// <param name="input">The run.</param>
    /// <param name="type">The error type.</param>
    /// <param name="message">For people: what, where, and what to do.</param>
    /// <param name="isSource">Whether the cohort's source is at fault.</param>
    public async Task FailAsync(RunInput input, string type, string message, bool isSource = false)
    {
        var report = new RunReport
        {
            Run = "",
            Status = RunStatus.Failed,
            Errors = [new RunError("", null, type, message, 1, "")],
        };
        await using var database = databases.OpenForInstallation();
        var now = time.GetUtcNow();
        // A mapping that nobody has saved says nothing of the cohort.
        if (isSource && input.Order.Candidate is null)
        {
            await CohortReadings.RecordFaultAsync(database, input.Cohort.Id, message, now).ConfigureAwait(false);
        }
        await CloseAsync(database, input, report, SyncRunStatus.Failed, now).ConfigureAwait(false);
    }

    /// <summary>A person stopped a run before it had a plan.</summary>
    public async Task CancelAsync(RunInput input)
    {
        await using var database = databases.OpenForInstallation();
        var report = new RunReport { Run = "", Status = RunStatus.Canceled };
        await CloseAsync(database, input, report, SyncRunStatus.Canceled, time.GetUtcNow()).ConfigureAwait(false);
    }

    private async Task CloseAsync(
        RollcallDatabase database,
        RunInput input,
        RunReport report,
        SyncRunStatus status,
        DateTimeOffset now
    )
    {
        var run = await WriteRunAsync(database, input, status, report, now).ConfigureAwait(false);
        await WriteErrorsAsync(database, input, report, now).ConfigureAwait(false);
        var sync = await database.Syncs.SingleAsync(row => row.Id == input.Sync.Id).ConfigureAwait(false);
        if (!input.Order.DryRun)
        {
            var before = sync.LastStatus;
            (sync.LastStatus, sync.LastRunAt) = (status, now);
            await mails.TellAsync(database, input, sync, run, report, before).ConfigureAwait(false);
        }
        await SaveAsync(database, sync).ConfigureAwait(false);
        telemetry.End(run, report);
        await removal.FinishAsync(input, status).ConfigureAwait(false);
        sweep.Wake();
    }

    private static async Task<SyncRun> WriteRunAsync(
        RollcallDatabase database,
        RunInput input,
        SyncRunStatus status,
        RunReport report,
        DateTimeOffset now
    )
    {
        var run = await database.SyncRuns.SingleAsync(row => row.Id == input.Run.Id).ConfigureAwait(false);
        (run.Status, run.FinishedAt, run.Report) = (status, now, RunReportJson.Write(report));
        run.EngineRun = report.Run.Length > 0 ? report.Run : null;
        run.HeldRemovals = status == SyncRunStatus.Held ? report.Planned.Remove : null;
        (run.Items, run.Skipped) = (report.Cohort.Items, report.Cohort.Invalid);
        (run.Added, run.Removed, run.Changed) = (
            report.Delivered.Add,
            report.Delivered.Remove,
            report.Delivered.Change
        );
        run.Rejected = Sum(report.Rejected);
        return run;
    }

    private async Task WriteErrorsAsync(RollcallDatabase database, RunInput input, RunReport report, DateTimeOffset now)
    {
        // What is wrong with a change that nobody has made is told to who asks for it, and is none of the sync's errors.
        if (input.Order.Candidate is not null)
        {
            return;
        }
        var failed = report.Errors.Count > 0 ? logs.Read(input.Run.Id, failedOnly: true) : [];
        var known = await database.SyncErrors.AnyAsync(row => row.RunId == input.Run.Id).ConfigureAwait(false);
        if (known)
        {
            return;
        }
        database.SyncErrors.AddRange(
            report.Errors.Select(
                (error, number) =>
                    new SyncError
                    {
                        OrganizationId = input.Sync.OrganizationId,
                        SyncId = input.Sync.Id,
                        RunId = input.Run.Id,
                        Number = number,
                        At = input.Run.StartedAt ?? now,
                        Type = error.Type,
                        Endpoint = error.Endpoint,
                        Status = error.Status,
                        Count = error.Count,
                        Message = error.Message,
                        Request = RequestText.Of(failed, error),
                        Response = error.Response,
                    }
            )
        );
    }

    // A newer reading voids the word on an older one.
    private static async Task SupersedeAsync(RollcallDatabase database, Sync sync, SyncRun run)
    {
        var held = await database
            .SyncRuns.Where(row => row.SyncId == sync.Id && row.Status == SyncRunStatus.Held && row.Id != run.Id)
            .ToListAsync()
            .ConfigureAwait(false);
        foreach (var older in held)
        {
            (older.Status, older.IsVoid) = (SyncRunStatus.Superseded, true);
        }
        sync.HeldRunId = run.Status == SyncRunStatus.Held ? run.Id : null;
    }

    private static void WriteSync(Sync sync, SyncRun run, RunReport report, SyncRecord? record, DateTimeOffset now)
    {
        (sync.LastStatus, sync.LastRunAt) = (run.Status, now);
        sync.LastSyncedAt = run.Status == SyncRunStatus.Succeeded ? now : sync.LastSyncedAt;
        sync.NotDelivered = Sum(report.Rejected) + report.InDoubt;
        sync.ListId = record?.ListId;
        sync.NameThere = record?.CohortName;
        // The destination asked to be left alone: the next run comes after that, and there is one even where it was the only one.
        if (record?.PausedUntil is { } pause && pause > now && sync.State == SyncState.Active)
        {
            sync.NextDue = sync.NextDue > pause ? sync.NextDue : pause;
        }
        var isOver = run.Status is SyncRunStatus.Succeeded or SyncRunStatus.PartiallySucceeded;
        if (isOver && sync is { Cadence.Kind: CadenceKind.OneTime, State: SyncState.Active })
        {
            (sync.State, sync.StateSince) = (SyncState.Finished, now);
        }
    }

    private async Task FollowAccountAsync(RunInput input, SyncDestination destination, RunReport report)
    {
        var (organization, id) = (input.Sync.OrganizationId, input.Sync.DestinationId);
        if (report.NeedsCredentials)
        {
            var reason =
                report.Errors.Count > 0 ? report.Errors[^1].Message : "The destination refused the credentials.";
            await credentials.StopAsync(id, input.Sync.Id).ConfigureAwait(false);
            await destinations.RefusedAsync(organization, id, reason).ConfigureAwait(false);
        }
        else if (report.Requests.Succeeded > 0)
        {
            await credentials.GoOnAsync(id, input.Sync.Id).ConfigureAwait(false);
            await destinations.AcceptedAsync(organization, destination.Id).ConfigureAwait(false);
        }
    }

    // A person may have changed the sync meanwhile: what they said stays, and this is written beside it.
    private static async Task SaveAsync(RollcallDatabase database, Sync sync)
    {
        while (true)
        {
            try
            {
                await database.SaveChangesAsync().ConfigureAwait(false);
                return;
            }
            catch (DbUpdateConcurrencyException)
            {
                var entry = database.Entry(sync);
                var changed = entry.Properties.Where(property =>
                    property.IsModified && property.Metadata.Name != "Version"
                );
                var values = changed.ToDictionary(
                    property => property.Metadata.Name,
                    property => property.CurrentValue
                );
                await entry.ReloadAsync().ConfigureAwait(false);
                foreach (var (name, value) in values)
                {
                    entry.Property(name).CurrentValue = value;
                }
            }
        }
    }

    private static SyncRunStatus StatusOf(RunReport report) =>
        report.Status switch
        {
            RunStatus.Planned => SyncRunStatus.Planned,
            RunStatus.Held => SyncRunStatus.Held,
            RunStatus.Superseded => SyncRunStatus.Superseded,
            RunStatus.Succeeded => SyncRunStatus.Succeeded,
            RunStatus.PartiallySucceeded => SyncRunStatus.PartiallySucceeded,
            RunStatus.Canceled => SyncRunStatus.Canceled,
            _ => SyncRunStatus.Failed,
        };

    private static long Sum(OperationCounts counts) => counts.Add + counts.Remove + counts.Change;
}
