namespace Rollcall.Server.Mail;

/// <summary>The mail server: section <c>Rollcall:Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>Its name, such as <c>smtp.example.com</c>. Empty, the default: mails are kept in the outbox page and in the data folder's <c>outbox</c>.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port. Default 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is secured. Default <see cref="MailSecurity.StartTls"/>.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>The account at the mail server; empty: none is needed.</summary>
    public string User { get; set; } = "";

    /// <summary>The account's password. A secret: give it in the environment, <c>ROLLCALL__MAIL__PASSWORD</c>.</summary>
    public string Password { get; set; } = "";

    /// <summary>Whom mails come from, such as <c>Rollcall &lt;rollcall@example.com&gt;</c>.</summary>
    public string From { get; set; } = "Rollcall <rollcall@localhost>";

    /// <summary>Whether there is a mail server.</summary>
    internal bool HasServer() => Host.Length > 0;
}

/// <summary>How the connection to a mail server is secured.</summary>
public enum MailSecurity
{
    /// <summary>Begins in the clear and must become encrypted before anything is said.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte, usually on port 465.</summary>
    Tls,

    /// <summary>In the clear: for a mail server on the same machine.</summary>
    None,
}
