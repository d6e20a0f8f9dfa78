using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Configuration;
using Rollcall.Storage.Database;
using Rollcall.Storage.People;

namespace Rollcall.Server.SignIn;

/// <summary>Links that let one person in, once, for a day.</summary>
public sealed class OneTimeLinks(PortalAddress address, TimeProvider time)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Makes one. The caller saves.</summary>
    /// <param name="database">The session.</param>
    /// <param name="personId">Whom it lets in.</param>
    /// <param name="purpose">What for.</param>
    /// <returns>The link, which is kept nowhere.</returns>
    public string Make(RollcallDatabase database, string personId, LinkPurpose purpose)
    {
        var code = OneTimeCode.New();
        database.OneTimeLinks.Add(
            new OneTimeLink
            {
                Hash = OneTimeCode.Hash(code),
                PersonId = personId,
                Purpose = purpose,
                ExpiresAt = time.GetUtcNow() + Lifetime,
            }
        );
        return address.LinkTo(purpose == LinkPurpose.SignIn ? $"/sign-in/link/{code}" : $"/reset-password/{code}");
    }

    /// <summary>The person whom a code would let in; null where it does not work, for whatever reason.</summary>
    public async Task<string?> FindAsync(
        RollcallDatabase database,
        string code,
        LinkPurpose purpose,
        CancellationToken cancellation = default
    )
    {
        var (hash, now) = (OneTimeCode.Hash(code), time.GetUtcNow());
        return await database
            .OneTimeLinks.Where(link => link.Hash == hash && link.Purpose == purpose && link.ExpiresAt > now)
            .Select(link => link.PersonId)
            .SingleOrDefaultAsync(cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Uses a code up. Of two that come at once, one succeeds.</summary>
    /// <returns>The person; null where the code does not work.</returns>
    public async Task<string?> UseAsync(
        RollcallDatabase database,
        string code,
        LinkPurpose purpose,
        CancellationToken cancellation = default
    )
    {
        var (hash, now) = (OneTimeCode.Hash(code), time.GetUtcNow());
        var person = await FindAsync(database, code, purpose, cancellation).ConfigureAwait(false);
        var used = await database
            .OneTimeLinks.Where(link => link.Hash == hash && link.Purpose == purpose)
            .ExecuteDeleteAsync(cancellation)
            .ConfigureAwait(false);
        await database
            .OneTimeLinks.Where(link => link.ExpiresAt <= now)
            .ExecuteDeleteAsync(cancellation)
            .ConfigureAwait(false);
        return used == 1 ? person : null;
    }

    /// <summary>Makes all links of a person useless: after a new password, the old links must not work.</summary>
    public static Task ForgetAsync(
        RollcallDatabase database,
        string personId,
        CancellationToken cancellation = default
    ) => database.OneTimeLinks.Where(link => link.PersonId == personId).ExecuteDeleteAsync(cancellation);
}
