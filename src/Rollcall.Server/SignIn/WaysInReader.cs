using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;

namespace Rollcall.Server.SignIn;

/// <summary>Tells people how they can sign in.</summary>
public sealed class WaysInReader(Databases databases)
{
    /// <summary>The asker's ways in.</summary>
    public async Task<WaysIn> OfAsync(Asker asker, CancellationToken cancellation = default)
    {
        await using var database = databases.OpenForInstallation();
        return await database
            .Users.Where(person => person.Id == asker.PersonId)
            .Select(person => new WaysIn(
                person.PasswordHash != null,
                database.UserPasskeys.Count(passkey => passkey.UserId == person.Id),
                person.TwoFactorEnabled
            ))
            .SingleAsync(cancellation)
            .ConfigureAwait(false);
    }
}

/// <summary>How a person can sign in.</summary>
/// <param name="HasPassword">With a password.</param>
/// <param name="Passkeys">How many passkeys they have.</param>
/// <param name="HasCodes">Whether a one-time code is asked for after the password.</param>
public sealed record WaysIn(bool HasPassword, int Passkeys, bool HasCodes);
