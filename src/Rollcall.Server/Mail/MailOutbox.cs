using System.Globalization;
using Rollcall.Storage.Database;
using Rollcall.Storage.Mail;

namespace Rollcall.Server.Mail;

/// <summary>Queues mails.</summary>
public sealed class MailOutbox(TimeProvider time, MailOptions options)
{
    /// <summary>Whether there is a mail server; without one the pages that would send mail say so.</summary>
    public bool HasServer => options.HasServer();

    /// <summary>Adds a mail to a session, so that it goes out if the change is saved, and only then.</summary>
    /// <param name="database">The session in which the change is made; the caller saves it.</param>
    /// <param name="to">The address.</param>
    /// <param name="subject">One line; line breaks in it become spaces.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="holdsLink">Whether the text holds a link that lets its bearer in: then the text is not kept once it was sent.</param>
    /// <returns>The mail as it was queued.</returns>
    public QueuedMail Queue(RollcallDatabase database, string to, string subject, string text, bool holdsLink = false)
    {
        var now = time.GetUtcNow();
        var mail = new QueuedMail
        {
            Id = PublicId.New("mail"),
            To = to,
            Subject = OneLine(subject),
            Text = text,
            HoldsLink = holdsLink,
            CreatedAt = now,
            DueAt = now,
        };
        database.Mails.Add(mail);
        return mail;
    }

    // Names of cohorts and people stand in subjects, and may hold anything.
    private static string OneLine(string subject) =>
        string.Create(
            subject.Length,
            subject,
            (line, source) =>
            {
                for (var i = 0; i < line.Length; i++)
                {
                    var isBreak =
                        char.IsControl(source[i])
                        || CharUnicodeInfo.GetUnicodeCategory(source[i])
                            is UnicodeCategory.LineSeparator
                                or UnicodeCategory.ParagraphSeparator;
                    line[i] = isBreak ? ' ' : source[i];
                }
            }
        );
}
