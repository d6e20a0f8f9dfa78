using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Api;
using Rollcall.Server.Installation;
using Rollcall.Storage.Mail;

namespace Rollcall.Server.Portal.Installation;

/// <summary>Installation, Outbox: every mail and what became of it.</summary>
public sealed partial class OutboxPage
{
    private PageOf<QueuedMail> _mails = new([], 0, null);
    private QueuedMail? _shown;

    /// <summary>The mail that is shown; null: the list is.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>The place in the list.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary>The installation's settings.</summary>
    [Inject]
    public required InstallationSettings Settings { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _shown = Id is null ? null : await Settings.MailAsync(Asker, Id, Gone);
        if (Id is null)
        {
            _mails = await Settings.MailsAsync(Asker, new PageRequest(Portal.Settings.Pager.Size, After), Gone);
        }
    }

    private static string Words(QueuedMail mail) =>
        mail.State switch
        {
            MailState.Queued when mail.Error is not null => $"not taken yet, tried {mail.Attempts} times: {mail.Error}",
            MailState.Queued => "waiting",
            MailState.Sent => "sent",
            MailState.Kept => "kept here, there is no mail server",
            _ => $"failed: {mail.Error}",
        };

    private static IEnumerable<(string Text, bool IsLink)> Parts(string text) =>
        Link().Split(text).Select(part => (part, Link().IsMatch(part)));

    [GeneratedRegex(@"(https?://[^\s<>""]+)")]
    private static partial Regex Link();
}
