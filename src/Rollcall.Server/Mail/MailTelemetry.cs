using System.Diagnostics;
using System.Diagnostics.Metrics;
using Rollcall.Storage.Mail;

namespace Rollcall.Server.Mail;

/// <summary>Figures and traces of mails. Neither holds an address.</summary>
internal static class MailTelemetry
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Source = "Rollcall.Mail";

    private static readonly ActivitySource Traces = new(Source);
    private static readonly Meter Figures = new(Source);

    private static readonly Counter<long> Mails = Figures.CreateCounter<long>(
        "rollcall.mails",
        "{mail}",
        "Tries to deliver a mail, by what became of it."
    );

    /// <summary>A mail is about to be tried.</summary>
    /// <returns>The trace's span; null: nobody wants it.</returns>
    public static Activity? Begin(QueuedMail mail) =>
        Traces.StartActivity("mail", ActivityKind.Producer)?.SetTag("rollcall.mail.id", mail.Id);

    /// <summary>It was.</summary>
    public static void End(QueuedMail mail, Activity? span)
    {
        // Queued again: the try failed, and another one follows.
        var state = mail.State == MailState.Queued ? "postponed" : mail.State.ToString().ToLowerInvariant();
        Mails.Add(1, new KeyValuePair<string, object?>("rollcall.mail.state", state));
        span?.SetTag("rollcall.mail.state", state);
        span?.SetStatus(mail.Error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, mail.Error);
        span?.Dispose();
    }
}
