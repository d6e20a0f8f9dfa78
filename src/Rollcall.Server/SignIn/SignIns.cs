using Microsoft.AspNetCore.Identity;
using Rollcall.Storage.People;

namespace Rollcall.Server.SignIn;

/// <summary>Lets people in, within a request: it sets the session's cookie.</summary>
/// <param name="signIn">Identity's ways in.</param>
/// <param name="throttle">Slows down guessing.</param>
/// <param name="http">The request.</param>
public sealed class SignIns(SignInManager<Person> signIn, SignInThrottle throttle, IHttpContextAccessor http)
{
    /// <summary>Read the same whether the address is unknown, the account has no password, or the password is wrong.</summary>
    public const string Wrong =
        "This e-mail address and password do not belong together. Check both, or choose a new password by \"Forgot your password?\".";

    private static readonly Person Nobody = new() { Name = "", CreatedAt = DateTimeOffset.UnixEpoch };
    private static readonly Lazy<string> NobodysHash = new(() =>
        new PasswordHasher<Person>().HashPassword(Nobody, OneTimeCode.New())
    );

    private string Address => http.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>With a password.</summary>
    public async Task<SignInAnswer> PasswordAsync(string email, string password)
    {
        if (throttle.Begin(email, Address) is { Ticks: > 0 } wait)
        {
            return SignInAnswer.Later(wait);
        }
        var person = await signIn.UserManager.FindByEmailAsync(email.Trim()).ConfigureAwait(false);
        if (person?.PasswordHash is null)
        {
            // As much work as for an account that is there, so that time does not tell which are.
            signIn.UserManager.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash.Value, password);
            return SignInAnswer.Refused(Wrong);
        }
        var result = await signIn
            .PasswordSignInAsync(person, password, isPersistent: true, lockoutOnFailure: false)
            .ConfigureAwait(false);
        if (result is { Succeeded: false, RequiresTwoFactor: false })
        {
            return SignInAnswer.Refused(Wrong);
        }
        throttle.Succeeded(email, Address);
        return result.Succeeded ? SignInAnswer.In : SignInAnswer.CodeNeeded;
    }

    /// <summary>The second step: a code from an app, or a recovery code.</summary>
    public async Task<SignInAnswer> CodeAsync(string code)
    {
        var person = await signIn.GetTwoFactorAuthenticationUserAsync().ConfigureAwait(false);
        if (person is null)
        {
            return SignInAnswer.Refused("The first step was too long ago. Begin again with your e-mail address.");
        }
        var account = $"code {person.Id}";
        if (throttle.Begin(account, Address) is { Ticks: > 0 } wait)
        {
            return SignInAnswer.Later(wait);
        }
        var plain = code.Replace(" ", "", StringComparison.Ordinal);
        var isRecoveryCode = plain.Any(char.IsLetter);
        var result = isRecoveryCode
            ? await signIn.TwoFactorRecoveryCodeSignInAsync(plain).ConfigureAwait(false)
            : await signIn
                .TwoFactorAuthenticatorSignInAsync(plain, isPersistent: true, rememberClient: false)
                .ConfigureAwait(false);
        if (result.Succeeded)
        {
            throttle.Succeeded(account, Address);
            return SignInAnswer.In;
        }
        return SignInAnswer.Refused(
            "This code is not right. Codes of an app change every 30 seconds; a recovery code works once."
        );
    }

    /// <summary>With a passkey, which is proof of possession and of the person at once: no second step.</summary>
    /// <param name="credential">What the browser's <c>navigator.credentials.get</c> gave, as JSON.</param>
    public async Task<SignInAnswer> PasskeyAsync(string credential)
    {
        var result = await signIn.PasskeySignInAsync(credential).ConfigureAwait(false);
        return result.Succeeded
            ? SignInAnswer.In
            : SignInAnswer.Refused(
                "This passkey is not known here, or no longer. Sign in another way, then add it under Your account."
            );
    }

    /// <summary>With what the provider said.</summary>
    /// <returns>Whether an account belongs to it.</returns>
    public async Task<bool> ProviderAsync()
    {
        if (await signIn.GetExternalLoginInfoAsync().ConfigureAwait(false) is not { } info)
        {
            return false;
        }
        var users = signIn.UserManager;
        var person = await users.FindByLoginAsync(info.LoginProvider, info.ProviderKey).ConfigureAwait(false);
        if (person is null)
        {
            person = Provider.EmailOf(info.Principal) is { } email
                ? await users.FindByEmailAsync(email).ConfigureAwait(false)
                : null;
            if (person is null || !(await users.AddLoginAsync(person, info).ConfigureAwait(false)).Succeeded)
            {
                return false;
            }
        }
        await signIn.SignInAsync(person, isPersistent: true, Provider.Scheme).ConfigureAwait(false);
        return true;
    }

    /// <summary>Without a question: the person was proved otherwise, by a one-time link.</summary>
    public Task PersonAsync(Person person) =>
        signIn.SignInAsync(person, isPersistent: true, authenticationMethod: "link");

    /// <summary>Ends the session.</summary>
    public Task OutAsync() => signIn.SignOutAsync();

    /// <summary>What a browser needs to ask for a passkey.</summary>
    public Task<string> PasskeyRequestAsync() => signIn.MakePasskeyRequestOptionsAsync(user: null);
}

/// <summary>What came of an attempt to sign in.</summary>
/// <param name="IsIn">The session has begun.</param>
/// <param name="NeedsCode">The password was right; a second step follows.</param>
/// <param name="Sentence">Why not, for people.</param>
public sealed record SignInAnswer(bool IsIn, bool NeedsCode, string Sentence)
{
    /// <summary>The session has begun.</summary>
    public static SignInAnswer In { get; } = new(true, false, "");

    /// <summary>A second step follows.</summary>
    public static SignInAnswer CodeNeeded { get; } = new(false, true, "");

    /// <summary>Not.</summary>
    public static SignInAnswer Refused(string sentence) => new(false, false, sentence);

    /// <summary>Not yet.</summary>
    public static SignInAnswer Later(TimeSpan wait) =>
        Refused(
            wait.TotalSeconds < 90
                ? $"Too many attempts. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds; a passkey works at once."
                : $"Too many attempts. Try again in {Math.Ceiling(wait.TotalMinutes)} minutes; a passkey works at once."
        );
}
