using Microsoft.AspNetCore.Components;
using Rollcall.Server.SignIn;

namespace Rollcall.Server.Portal.SignIn;

/// <summary>Signing in: e-mail and password, a passkey, or the provider.</summary>
public sealed partial class SignInPage
{
    /// <summary>What was filled in.</summary>
    [SupplyParameterFromForm(FormName = "password")]
    public SignInForm? Form { get; set; }

    /// <summary>What the browser's passkey said.</summary>
    [SupplyParameterFromForm(FormName = "passkey")]
    public PasskeyForm? Passkey { get; set; }

    /// <summary>Where to go on.</summary>
    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    /// <summary>Why the provider did not let in.</summary>
    [SupplyParameterFromQuery(Name = "problem")]
    public string? ProviderProblem { get; set; }

    /// <summary>Lets people in.</summary>
    [Inject]
    public required SignIns SignIns { get; set; }

    /// <summary>The provider.</summary>
    [Inject]
    public required OpenIdConnectSettings Settings { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Form ??= new SignInForm();
        if (HttpMethods.IsGet(Http.Request.Method) && ProviderProblem is not null)
        {
            Refuse(
                ProviderProblem == "unknown"
                    ? $"{Settings.Name} knows you, but nobody here has the e-mail address that it gave. Ask an Admin of your organization for an invitation to that address."
                    : $"{Settings.Name} did not let you in, or was asked too long ago. Try again."
            );
        }
    }

    private async Task PasswordAsync() => GoOn(await SignIns.PasswordAsync(Form!.Email ?? "", Form.Password ?? ""));

    private async Task PasskeyAsync() => GoOn(await SignIns.PasskeyAsync(Passkey?.Credential ?? ""));

    private void GoOn(SignInAnswer answer)
    {
        if (answer.IsIn)
        {
            Navigation.NavigateTo(LocalAddress.Of(ReturnUrl));
        }
        else if (answer.NeedsCode)
        {
            Navigation.NavigateTo($"/sign-in/code?returnUrl={Uri.EscapeDataString(LocalAddress.Of(ReturnUrl))}");
        }
        else
        {
            Refuse(answer.Sentence);
        }
    }
}

/// <summary>What is filled in to sign in.</summary>
public sealed class SignInForm
{
    /// <summary>The address.</summary>
    public string? Email { get; set; }

    /// <summary>The password.</summary>
    public string? Password { get; set; }
}

/// <summary>What a browser's passkey said.</summary>
public sealed class PasskeyForm
{
    /// <summary>The credential, as JSON.</summary>
    public string? Credential { get; set; }

    /// <summary>What the person calls a new one.</summary>
    public string? PasskeyName { get; set; }
}
