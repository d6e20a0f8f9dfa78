using System.Reflection;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Configuration;
using Rollcall.Server.Installation;
using Rollcall.Server.Mail;

namespace Rollcall.Server.Portal.Installation;

/// <summary>Installation: version, address, mail server.</summary>
public sealed partial class ServerPage
{
    private string _to = "";
    private string _fault = "";

    /// <summary>The mail server.</summary>
    [Inject]
    public required MailOptions Mail { get; set; }

    /// <summary>The public address.</summary>
    [Inject]
    public required PortalAddress Address { get; set; }

    /// <summary>The data folder.</summary>
    [Inject]
    public required DataFolder Folder { get; set; }

    /// <summary>The installation's settings.</summary>
    [Inject]
    public required InstallationSettings Settings { get; set; }

    private static string Version =>
        typeof(ServerPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "";

    private async Task SendAsync()
    {
        _fault = "";
        try
        {
            await Settings.SendTestMailAsync(Asker, _to, Gone);
            Snackbar.Add("The test is on its way; the outbox shows what becomes of it.", Severity.Success);
        }
        catch (Refusal refusal)
        {
            _fault = refusal.Message;
        }
    }
}
