using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Rollcall.Server.SignIn;
using Rollcall.Storage.People;

namespace Rollcall.Server.Portal.SignIn;

/// <summary>One's own account: name, password, passkeys, one-time codes.</summary>
public sealed partial class AccountPage
{
    private Person _person = null!;
    private IReadOnlyList<UserPasskeyInfo> _passkeys = [];
    private IReadOnlyList<string> _recovery = [];
    private AuthenticatorKey? _key;
    private int _codesLeft;
    private string _done = "";

    /// <summary>The name.</summary>
    [SupplyParameterFromForm(FormName = "name")]
    public NewPersonForm? NameForm { get; set; }

    /// <summary>The password.</summary>
    [SupplyParameterFromForm(FormName = "password")]
    public ChangePasswordForm? PasswordForm { get; set; }

    /// <summary>A new passkey.</summary>
    [SupplyParameterFromForm(FormName = "passkey")]
    public PasskeyForm? Passkey { get; set; }

    /// <summary>A passkey to be removed.</summary>
    [SupplyParameterFromForm(FormName = "remove-passkey")]
    public RemovalForm? Removal { get; set; }

    /// <summary>A one-time code.</summary>
    [SupplyParameterFromForm(FormName = "codes-on")]
    public CodeForm? Codes { get; set; }

    /// <summary>Changes the account.</summary>
    [Inject]
    public required OwnAccount Account { get; set; }

    /// <summary>Counts recovery codes.</summary>
    [Inject]
    public required UserManager<Person> Users { get; set; }

    /// <summary>Ends a session that no longer counts.</summary>
    [Inject]
    public required SignIns SignIns { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            _person = await Account.OfAsync(Http.User);
        }
        catch (Refusal)
        {
            _person = new Person { Name = "", CreatedAt = default };
            await SignIns.OutAsync();
            Navigation.NavigateTo("/sign-in");
            return;
        }
        await ReadAsync();
        if (Codes is not null && !_person.TwoFactorEnabled)
        {
            // The form that was sent must stand on the page again before its answer can be read.
            _key = await Account.AuthenticatorAsync(_person);
        }
    }

    private async Task ReadAsync()
    {
        _passkeys = await Account.PasskeysAsync(_person);
        _codesLeft = _person.TwoFactorEnabled ? await Users.CountRecoveryCodesAsync(_person) : 0;
    }

    private Task RenameAsync() =>
        DoAsync(() => Account.RenameAsync(_person, NameForm?.Name ?? ""), "Your name was changed.");

    private Task ChangePasswordAsync() =>
        DoAsync(
            () => Account.ChangePasswordAsync(_person, PasswordForm?.Current ?? "", PasswordForm?.Password ?? ""),
            "Your password was changed. Everywhere else you are signed out."
        );

    private Task AddPasskeyAsync() =>
        DoAsync(
            () => Account.AddPasskeyAsync(_person, Passkey?.Credential ?? "", Passkey?.PasskeyName ?? ""),
            "The passkey was added. You can sign in with it from now on."
        );

    private Task RemovePasskeyAsync() =>
        DoAsync(() => Account.RemovePasskeyAsync(_person, Removal?.Id ?? ""), "The passkey was removed.");

    private async Task BeginCodesAsync() =>
        await TryAsync(async () => _key = await Account.AuthenticatorAsync(_person));

    private async Task SwitchCodesOnAsync()
    {
        var done = await TryAsync(async () => _recovery = await Account.SwitchCodesOnAsync(_person, Codes?.Code ?? ""));
        if (!done)
        {
            _key = await Account.AuthenticatorAsync(_person);
        }
    }

    private Task SwitchCodesOffAsync() =>
        DoAsync(() => Account.SwitchCodesOffAsync(_person), "One-time codes are off.");

    private async Task DoAsync(Func<Task> action, string done)
    {
        if (await TryAsync(action))
        {
            _done = done;
            await ReadAsync();
        }
    }
}

/// <summary>What is filled in to change a password.</summary>
public sealed class ChangePasswordForm
{
    /// <summary>The password so far.</summary>
    public string? Current { get; set; }

    /// <summary>The new one.</summary>
    public string? Password { get; set; }
}

/// <summary>What is to be removed.</summary>
public sealed class RemovalForm
{
    /// <summary>Its ID.</summary>
    public string? Id { get; set; }
}
