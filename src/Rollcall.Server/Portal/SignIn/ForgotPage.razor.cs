using Microsoft.AspNetCore.Components;
using Rollcall.Server.Mail;
using Rollcall.Server.SignIn;

namespace Rollcall.Server.Portal.SignIn;

/// <summary>Asks for a link that sets a new password. It answers the same whether the address has an account or not.</summary>
public sealed partial class ForgotPage
{
    private bool _sent;

    /// <summary>What was filled in.</summary>
    [SupplyParameterFromForm(FormName = "forgot")]
    public SignInForm? Form { get; set; }

    /// <summary>Resets passwords.</summary>
    [Inject]
    public required PasswordReset Reset { get; set; }

    /// <summary>Mails.</summary>
    [Inject]
    public required MailOutbox Outbox { get; set; }

    private async Task SendAsync()
    {
        var wait = await Reset.AskAsync(Form?.Email ?? "", Http.Connection.RemoteIpAddress?.ToString() ?? "");
        if (wait > TimeSpan.Zero)
        {
            Refuse(SignInAnswer.Later(wait).Sentence);
            return;
        }
        _sent = true;
    }
}
