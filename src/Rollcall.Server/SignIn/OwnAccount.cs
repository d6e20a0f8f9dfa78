using System.Buffers.Text;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Rollcall.Server.Audit;
using Rollcall.Server.Organizations;
using Rollcall.Server.People;
using Rollcall.Storage.Audit;
using Rollcall.Storage.Database;
using Rollcall.Storage.People;

namespace Rollcall.Server.SignIn;

/// <summary>What people change about their own account: name, password, passkeys, one-time codes. Within a request, since the session's cookie changes with it.</summary>
public sealed class OwnAccount(
    UserManager<Person> users,
    SignInManager<Person> signIn,
    Accounts accounts,
    RollcallDatabase database,
    AuditLog audit
)
{
    private const int RecoveryCodes = 10;
    private const int MostPasskeys = 20;

    /// <summary>The signed-in person.</summary>
    /// <exception cref="Refusal">The session has ended.</exception>
    public async Task<Person> OfAsync(ClaimsPrincipal principal)
    {
        var person = await users.GetUserAsync(principal).ConfigureAwait(false);
        return person is not null && person.SecurityStamp == SessionStamp.Of(principal)
            ? person
            : throw Refusal.NotFound();
    }

    /// <summary>Changes the name that others see.</summary>
    public async Task RenameAsync(Person person, string name)
    {
        if (Names.Fault(name) is { } fault)
        {
            throw Refusal.Invalid(new FieldFault("name", fault));
        }
        var before = new { person.Name };
        person.Name = name.Trim();
        Note(person, "person.changed", before, new { person.Name });
        await users.UpdateAsync(person).ConfigureAwait(false);
    }

    /// <summary>Changes the password; every other session ends.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="current">The password so far; not asked where there is none.</param>
    /// <param name="wanted">The new one.</param>
    public async Task ChangePasswordAsync(Person person, string current, string wanted)
    {
        if (person.PasswordHash is not null && !await users.CheckPasswordAsync(person, current).ConfigureAwait(false))
        {
            throw Refusal.Invalid(new FieldFault("current", "This is not your current password."));
        }
        Note(person, "person.password_changed", null, new { Password = SecretState.Changed });
        await accounts.SetPasswordAsync(person, wanted).ConfigureAwait(false);
        await OneTimeLinks.ForgetAsync(database, person.Id).ConfigureAwait(false);
        await signIn.RefreshSignInAsync(person).ConfigureAwait(false);
    }

    /// <summary>The person's passkeys.</summary>
    public async Task<IReadOnlyList<UserPasskeyInfo>> PasskeysAsync(Person person) =>
        [.. (await users.GetPasskeysAsync(person).ConfigureAwait(false)).OrderBy(passkey => passkey.CreatedAt)];

    /// <summary>What a browser needs to make a passkey.</summary>
    public Task<string> PasskeyCreationAsync(Person person) =>
        signIn.MakePasskeyCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = person.Id,
                Name = person.Email!,
                DisplayName = person.Name,
            }
        );

    /// <summary>Adds a passkey.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="credential">What the browser's <c>navigator.credentials.create</c> gave, as JSON.</param>
    /// <param name="name">What the person calls it.</param>
    public async Task AddPasskeyAsync(Person person, string credential, string name)
    {
        if (Names.Fault(name) is { } fault)
        {
            throw Refusal.Invalid(new FieldFault("passkeyName", fault));
        }
        if ((await users.GetPasskeysAsync(person).ConfigureAwait(false)).Count >= MostPasskeys)
        {
            throw Refusal.Conflict($"An account may have {MostPasskeys} passkeys. Remove one first.");
        }
        var made = await signIn.PerformPasskeyAttestationAsync(credential).ConfigureAwait(false);
        if (!made.Succeeded)
        {
            throw Refusal.Conflict("The browser's passkey could not be checked. Try again; nothing was changed.");
        }
        made.Passkey.Name = name.Trim();
        Note(person, "person.passkey_added", null, new { Passkey = name.Trim() });
        Require(await users.AddOrUpdatePasskeyAsync(person, made.Passkey).ConfigureAwait(false));
    }

    /// <summary>Removes a passkey; every other session ends.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="id">The credential's ID, base64url.</param>
    public async Task RemovePasskeyAsync(Person person, string id)
    {
        var passkey =
            (await users.GetPasskeysAsync(person).ConfigureAwait(false)).FirstOrDefault(passkey => IdOf(passkey) == id)
            ?? throw Refusal.NotFound();
        Note(person, "person.passkey_removed", new { Passkey = passkey.Name }, null);
        Require(await users.RemovePasskeyAsync(person, passkey.CredentialId).ConfigureAwait(false));
        await EndOthersAsync(person).ConfigureAwait(false);
    }

    /// <summary>The ID of a passkey in forms.</summary>
    public static string IdOf(UserPasskeyInfo passkey) => Base64Url.EncodeToString(passkey.CredentialId);

    /// <summary>Begins the set-up of one-time codes: the key that an app is told. It counts only once a code of it was typed.</summary>
    public async Task<AuthenticatorKey> AuthenticatorAsync(Person person)
    {
        var key = await users.GetAuthenticatorKeyAsync(person).ConfigureAwait(false);
        if (key is null)
        {
            await users.ResetAuthenticatorKeyAsync(person).ConfigureAwait(false);
            await signIn.RefreshSignInAsync(person).ConfigureAwait(false);
            key = (await users.GetAuthenticatorKeyAsync(person).ConfigureAwait(false))!;
        }
        var link =
            $"otpauth://totp/Rollcall:{Uri.EscapeDataString(person.Email!)}?secret={key}&issuer=Rollcall&digits=6";
        return new AuthenticatorKey(string.Join(' ', key.Chunk(4).Select(part => new string(part))), link);
    }

    /// <summary>Switches one-time codes on.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="code">A code of the app, as proof that it works.</param>
    /// <returns>Recovery codes, shown once.</returns>
    public async Task<IReadOnlyList<string>> SwitchCodesOnAsync(Person person, string code)
    {
        var plain = code.Replace(" ", "", StringComparison.Ordinal);
        var provider = users.Options.Tokens.AuthenticatorTokenProvider;
        if (!await users.VerifyTwoFactorTokenAsync(person, provider, plain).ConfigureAwait(false))
        {
            throw Refusal.Invalid(
                new FieldFault(
                    "code",
                    "This code is not right. Check that the clock of the device is, and type the newest code."
                )
            );
        }
        Note(person, "person.codes_switched_on", null, new { OneTimeCodes = SecretState.Set });
        Require(await users.SetTwoFactorEnabledAsync(person, enabled: true).ConfigureAwait(false));
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(person, RecoveryCodes).ConfigureAwait(false);
        await signIn.RefreshSignInAsync(person).ConfigureAwait(false);
        return [.. codes!];
    }

    /// <summary>Switches one-time codes off, and forgets the key; every other session ends.</summary>
    public async Task SwitchCodesOffAsync(Person person)
    {
        Note(person, "person.codes_switched_off", new { OneTimeCodes = SecretState.Set }, null);
        Require(await users.SetTwoFactorEnabledAsync(person, enabled: false).ConfigureAwait(false));
        await users.ResetAuthenticatorKeyAsync(person).ConfigureAwait(false);
        await signIn.RefreshSignInAsync(person).ConfigureAwait(false);
    }

    private async Task EndOthersAsync(Person person)
    {
        await users.UpdateSecurityStampAsync(person).ConfigureAwait(false);
        await signIn.RefreshSignInAsync(person).ConfigureAwait(false);
    }

    private void Note(Person person, string action, object? before, object? after) =>
        audit.Record(
            database,
            AuditEntry.Installation,
            new Actor(person.Id, person.Name),
            action,
            new AuditSubject(person.Id, person.Name),
            before,
            after
        );

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw Refusal.Conflict(string.Join(' ', result.Errors.Select(error => error.Description)));
        }
    }
}

/// <summary>What an authenticator app is told.</summary>
/// <param name="Text">The key, in groups of four, to be typed.</param>
/// <param name="Link">The same as an <c>otpauth:</c> link.</param>
public sealed record AuthenticatorKey(string Text, string Link);
