using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Rollcall.Storage.Database;
using Rollcall.Storage.Mail;

namespace Rollcall.Server.Mail;

/// <summary>Delivers queued mails, again and again for about a day.</summary>
/// <remarks>A mail is claimed by pushing its due time forward, so that a second process leaves it alone and a crash only delays it. A crash between the mail server's yes and our note sends it twice, with the same Message-Id.</remarks>
internal sealed partial class MailDelivery(
    Databases databases,
    MailCarrier carrier,
    TimeProvider time,
    ILogger<MailDelivery> log
) : BackgroundService
{
    /// <summary>How often a mail is tried before it counts as failed.</summary>
    public const int MostAttempts = 20;

    /// <summary>For how long a mail is kept once it was sent, put into the outbox folder, or given up.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PrunesEvery = TimeSpan.FromHours(1);

    private DateTimeOffset _pruned;

    /// <summary>When a mail is tried again: 30 s doubling to 2 hours.</summary>
    /// <param name="attempts">How often it was tried.</param>
    public static TimeSpan Pause(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(30 * Math.Pow(2, Math.Max(0, attempts - 1)), 7200));

    /// <summary>Delivers what is due now.</summary>
    /// <returns>How many mails were taken up.</returns>
    public async Task<int> DeliverDueAsync(CancellationToken cancellation)
    {
        await using var database = databases.OpenForInstallation();
        var now = time.GetUtcNow();
        var due = await database
            .Mails.Where(mail => mail.State == MailState.Queued && mail.DueAt <= now)
            .OrderBy(mail => mail.DueAt)
            .Take(50)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        foreach (var mail in due)
        {
            if (await ClaimAsync(database, mail, cancellation).ConfigureAwait(false))
            {
                var span = MailTelemetry.Begin(mail);
                await DeliverAsync(mail, cancellation).ConfigureAwait(false);
                MailTelemetry.End(mail, span);
                await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
            }
        }
        return due.Count;
    }

    /// <summary>Forgets mails that were sent, kept or given up long ago; what is still to be sent stays, however old. A kept one's file in the outbox folder goes with it.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PruneAsync(CancellationToken cancellation)
    {
        await using var database = databases.OpenForInstallation();
        var oldest = time.GetUtcNow() - Kept;
        var old = await database
            .Mails.Where(mail => mail.State != MailState.Queued && mail.DoneAt < oldest)
            .Take(1000)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        old.ForEach(carrier.Forget);
        database.Mails.RemoveRange(old);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return old.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Glance, time);
        do
        {
            try
            {
                await DeliverDueAsync(stoppingToken).ConfigureAwait(false);
                if (time.GetUtcNow() - _pruned > PrunesEvery)
                {
                    _pruned = time.GetUtcNow();
                    await PruneAsync(stoppingToken).ConfigureAwait(false);
                }
            }
            // Whatever it was, the next mail and the next glance are worth a try.
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFault(fault);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task<bool> ClaimAsync(RollcallDatabase database, QueuedMail mail, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + Claim;
        var claimed = await database
            .Mails.Where(row => row.Id == mail.Id && row.State == MailState.Queued && row.DueAt == mail.DueAt)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, until), cancellation)
            .ConfigureAwait(false);
        return claimed == 1;
    }

    private async Task DeliverAsync(QueuedMail mail, CancellationToken cancellation)
    {
        mail.Attempts++;
        try
        {
            mail.State = await carrier.CarryAsync(mail, cancellation).ConfigureAwait(false);
            mail.DoneAt = time.GetUtcNow();
            mail.Error = null;
            if (mail is { State: MailState.Sent, HoldsLink: true })
            {
                mail.Text = "Sent. Its text held a one-time link and is not kept.";
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            Postpone(mail, fault);
        }
    }

    private void Postpone(QueuedMail mail, Exception fault)
    {
        mail.Error = fault.Message;
        var isRefused = fault is SmtpCommandException { StatusCode: >= (SmtpStatusCode)500 } or ParseException;
        mail.State = isRefused || mail.Attempts >= MostAttempts ? MailState.Failed : MailState.Queued;
        mail.DoneAt = mail.State == MailState.Failed ? time.GetUtcNow() : null;
        mail.DueAt = time.GetUtcNow() + Pause(mail.Attempts);
        LogNotDelivered(mail.Id, mail.Attempts, mail.State, fault.Message);
    }

    [LoggerMessage(LogLevel.Warning, "Mail {Mail} was not delivered (attempt {Attempt}, now {State}): {Reason}")]
    private partial void LogNotDelivered(string mail, int attempt, MailState state, string reason);

    [LoggerMessage(LogLevel.Error, "Delivering mails failed; it goes on in some seconds.")]
    private partial void LogFault(Exception fault);
}
