using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Rollcall.Server.Secrets;
using Rollcall.Server.SignIn;
using Rollcall.Storage.Database;
using Rollcall.Storage.People;

namespace Rollcall.Server.People;

/// <summary>Identity's store, except that the key of one-time codes is sealed and recovery codes are hashed: neither stands readable in the database.</summary>
internal sealed class PersonStore(RollcallDatabase database, MasterKey master, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Person, RollcallDatabase>(database, describer)
{
    private const string Provider = "Rollcall";
    private const string RecoveryCodes = "RecoveryCodes";

    /// <inheritdoc/>
    public override Task SetAuthenticatorKeyAsync(Person user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(
            user,
            Convert.ToBase64String(master.Wrap(Encoding.UTF8.GetBytes(key), ScopeOf(user))),
            cancellationToken
        );

    /// <inheritdoc/>
    public override async Task<string?> GetAuthenticatorKeyAsync(Person user, CancellationToken cancellationToken) =>
        await base.GetAuthenticatorKeyAsync(user, cancellationToken).ConfigureAwait(false) is { } box
            ? Encoding.UTF8.GetString(master.Unwrap(Convert.FromBase64String(box), ScopeOf(user)))
            : null;

    /// <inheritdoc/>
    public override Task ReplaceCodesAsync(
        Person user,
        IEnumerable<string> recoveryCodes,
        CancellationToken cancellationToken
    ) => KeepAsync(user, recoveryCodes.Select(HashOf), cancellationToken);

    /// <inheritdoc/>
    public override async Task<bool> RedeemCodeAsync(Person user, string code, CancellationToken cancellationToken)
    {
        var hashes = await HashesAsync(user, cancellationToken).ConfigureAwait(false);
        if (!hashes.Remove(HashOf(code)))
        {
            return false;
        }
        await KeepAsync(user, hashes, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public override async Task<int> CountCodesAsync(Person user, CancellationToken cancellationToken) =>
        (await HashesAsync(user, cancellationToken).ConfigureAwait(false)).Count;

    private async Task<List<string>> HashesAsync(Person user, CancellationToken cancellation)
    {
        var kept = await GetTokenAsync(user, Provider, RecoveryCodes, cancellation).ConfigureAwait(false);
        return [.. (kept ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)];
    }

    private Task KeepAsync(Person user, IEnumerable<string> hashes, CancellationToken cancellation) =>
        SetTokenAsync(user, Provider, RecoveryCodes, string.Join(';', hashes), cancellation);

    // Recovery codes have 50 random bits and are are throttled like passwords: a plain hash is enough.
    private static string HashOf(string code) =>
        Convert.ToHexString(OneTimeCode.Hash(code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()));

    private static string ScopeOf(Person user) => $"authenticator/{user.Id}";
}
