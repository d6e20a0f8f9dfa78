using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rollcall.Storage.Mail;

/// <summary>A mail to one person. The installation's: operators see all of them.</summary>
public sealed class QueuedMail
{
    /// <summary><c>mail_…</c></summary>
    public required string Id { get; init; }

    /// <summary>The address.</summary>
    public required string To { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text.</summary>
    public required string Text { get; set; }

    /// <summary>Whether the text holds a link that lets its bearer in: then it is not kept once it was sent.</summary>
    public bool HoldsLink { get; init; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public MailState State { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next; while it is being sent, when it is tried again if the sender dies.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>When the mail server took it, when it was put into the outbox folder, or when it was given up; from then on it is kept for a while.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Why the last attempt failed, in words.</summary>
    public string? Error { get; set; }
}

/// <summary>Where a mail stands.</summary>
public enum MailState
{
    /// <summary>To be sent, or to be sent again.</summary>
    Queued,

    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>There is no mail server: it lies in the outbox folder.</summary>
    Kept,

    /// <summary>The mail server refused it, or did not take it in all attempts.</summary>
    Failed,
}

/// <summary>The table of mails.</summary>
internal sealed class QueuedMailTable : IEntityTypeConfiguration<QueuedMail>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<QueuedMail> builder)
    {
        builder.ToTable("Mails").HasKey(mail => mail.Id);
        builder.Property(mail => mail.State).HasConversion<string>();
        builder.HasIndex(mail => new { mail.State, mail.DueAt });
        builder.HasIndex(mail => mail.CreatedAt);
    }
}
