using System.Globalization;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Rollcall.Server.Configuration;
using Rollcall.Storage.Mail;

namespace Rollcall.Server.Mail;

/// <summary>Takes one mail to the mail server, or to the outbox folder where there is none.</summary>
internal sealed class MailCarrier(MailOptions options, DataFolder folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Carries it.</summary>
    /// <returns><see cref="MailState.Sent"/> or <see cref="MailState.Kept"/>.</returns>
    public async Task<MailState> CarryAsync(QueuedMail mail, CancellationToken cancellation)
    {
        using var message = MessageOf(mail);
        if (options.HasServer())
        {
            await SendAsync(message, cancellation).ConfigureAwait(false);
            return MailState.Sent;
        }
        await KeepAsync(mail, message, cancellation).ConfigureAwait(false);
        return MailState.Kept;
    }

    /// <summary>Removes a kept mail's file.</summary>
    public void Forget(QueuedMail mail)
    {
        if (mail.State == MailState.Kept && File.Exists(FileOf(mail)))
        {
            File.Delete(FileOf(mail));
        }
    }

    private string FileOf(QueuedMail mail)
    {
        var name = mail.CreatedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return Path.Combine(folder.Outbox, $"{name}-{mail.Id}.eml");
    }

    private MimeMessage MessageOf(QueuedMail mail)
    {
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Date = mail.CreatedAt,
            MessageId = $"{mail.Id}@rollcall",
            Body = new TextPart("plain") { Text = mail.Text },
        };
        message.From.Add(MailboxAddress.Parse(options.From));
        message.To.Add(MailboxAddress.Parse(mail.To));
        // Out-of-office notes to an automatic mail help nobody.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private async Task SendAsync(MimeMessage message, CancellationToken cancellation)
    {
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        await client.ConnectAsync(options.Host, options.Port, SocketOptions, cancellation).ConfigureAwait(false);
        if (options.User.Length > 0)
        {
            await client.AuthenticateAsync(options.User, options.Password, cancellation).ConfigureAwait(false);
        }
        await client.SendAsync(message, cancellation).ConfigureAwait(false);
        await client.DisconnectAsync(quit: true, cancellation).ConfigureAwait(false);
    }

    private SecureSocketOptions SocketOptions =>
        options.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };

    private async Task KeepAsync(QueuedMail mail, MimeMessage message, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder.Outbox);
        await message.WriteToAsync(FileOf(mail), cancellation).ConfigureAwait(false);
    }
}
