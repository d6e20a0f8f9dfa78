using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Runs;
using Rollcall.Server.Mail;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Mails to a sync's owner when it gets into trouble, when it needs a word, and when it is well again. Once each time, not with every run.</summary>
internal sealed class SyncMails(MailOutbox outbox, PublicAddress address)
{
    /// <summary>Queues a mail where a run's end is news.</summary>
    /// <param name="database">The session in which the end is written down; the caller saves it.</param>
    /// <param name="input">The run.</param>
    /// <param name="sync">Its sync.</param>
    /// <param name="run">As it ended.</param>
    /// <param name="report">What it did.</param>
    /// <param name="before">How the run before ended; null for the first.</param>
    public async Task TellAsync(
        RollcallDatabase database,
        RunInput input,
        Sync sync,
        SyncRun run,
        RunReport report,
        SyncRunStatus? before
    )
    {
        if (!await IsNewsAsync(database, run, before).ConfigureAwait(false))
        {
            return;
        }
        var owner = await database
            .Users.SingleOrDefaultAsync(person => person.Id == sync.OwnerId)
            .ConfigureAwait(false);
        if (owner?.Email is not { } to)
        {
            return;
        }
        var destination =
            await database
                .Destinations.Where(row => row.Id == sync.DestinationId)
                .Select(row => row.Name)
                .SingleOrDefaultAsync()
                .ConfigureAwait(false)
            ?? "its destination";
        var what = $"{input.Cohort.Name} to {destination}";
        var page = address.OfSync(sync.ProjectId, sync.Id);
        outbox.Queue(database, to, Subject(run.Status, what), $"{Text(run, report, what)}\n\n{page}\n");
    }

    private static async Task<bool> IsNewsAsync(RollcallDatabase database, SyncRun run, SyncRunStatus? before) =>
        run.Status switch
        {
            SyncRunStatus.Failed or SyncRunStatus.PartiallySucceeded or SyncRunStatus.Held => before != run.Status,
            SyncRunStatus.Succeeded => before != run.Status
                && await WasInTroubleAsync(database, run).ConfigureAwait(false),
            _ => false,
        };

    // Runs that were held or stopped since the trouble do not end it.
    private static async Task<bool> WasInTroubleAsync(RollcallDatabase database, SyncRun run)
    {
        var last = await database
            .SyncRuns.Where(row => row.SyncId == run.SyncId && row.Id != run.Id && !row.IsDryRun)
            .Where(row =>
                row.Status == SyncRunStatus.Succeeded
                || row.Status == SyncRunStatus.Failed
                || row.Status == SyncRunStatus.PartiallySucceeded
            )
            .OrderByDescending(row => row.QueuedAt)
            .Select(row => (SyncRunStatus?)row.Status)
            .FirstOrDefaultAsync()
            .ConfigureAwait(false);
        return last is SyncRunStatus.Failed or SyncRunStatus.PartiallySucceeded;
    }

    private static string Subject(SyncRunStatus status, string what) =>
        status switch
        {
            SyncRunStatus.Failed => $"Sync failed: {what}",
            SyncRunStatus.PartiallySucceeded => $"Sync delivered only in part: {what}",
            SyncRunStatus.Held => $"Sync needs your word: {what}",
            _ => $"Sync is well again: {what}",
        };

    private static string Text(SyncRun run, RunReport report, string what) =>
        run.Status switch
        {
            SyncRunStatus.Failed => $"The sync of {what} failed.\n\n{Errors(report)}",
            SyncRunStatus.PartiallySucceeded =>
                $"The sync of {what} delivered only part of what it was to. {Number(run.Rejected)} users are refused, {Number(report.InDoubt)} in doubt.\n\n{Errors(report)}",
            SyncRunStatus.Held =>
                $"The sync of {what} waits, and nothing was removed: {string.Join(" ", report.Notes)}\n\nConfirm or discard it on its page.",
            _ => $"The sync of {what} has delivered everything again.",
        };

    // What a destination says of people stays out of mails.
    private static string Errors(RunReport report) =>
        string.Join("\n", report.Errors.Take(3).Select(error => $"{error.Type}: {error.Message}"));

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
