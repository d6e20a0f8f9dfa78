using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;
using Rollcall.Storage.Secrets;

namespace Rollcall.Server.Secrets;

/// <summary>Keeps values that are written and never shown: encrypted with a key a project, bound to their organization, owner and field.</summary>
/// <remarks>Works in the caller's session: what is set or forgotten becomes durable with the caller's own save, or not at all.</remarks>
public sealed class SecretStore(MasterKey master, TimeProvider time)
{
    /// <summary>Sets values; those of other fields stay. The caller saves.</summary>
    /// <param name="database">The session.</param>
    /// <param name="asker">Who sets them; the project's key encrypts, or the organization's where the matter is the organization's.</param>
    /// <param name="owner">The ID of what they belong to.</param>
    /// <param name="values">By field.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task SetAsync(
        RollcallDatabase database,
        Asker asker,
        string owner,
        IReadOnlyDictionary<string, string> values,
        CancellationToken cancellation = default
    )
    {
        var scope = asker.Project?.Id ?? asker.OrganizationId;
        var key = await KeyAsync(database, asker.OrganizationId, scope, cancellation).ConfigureAwait(false);
        var there = await OfAsync(database, owner, cancellation).ConfigureAwait(false);
        foreach (var (field, value) in values)
        {
            var context = Context(asker.OrganizationId, owner, field);
            var box = SealedBox.Seal(key, Encoding.UTF8.GetBytes(value), context);
            if (there.Find(secret => secret.Field == field) is { } known)
            {
                (known.Sealed, known.SetAt, known.SetBy) = (box, time.GetUtcNow(), asker.PersonName);
                continue;
            }
            database.Secrets.Add(
                new Secret
                {
                    OrganizationId = asker.OrganizationId,
                    Owner = owner,
                    Field = field,
                    Scope = scope,
                    Sealed = box,
                    SetAt = time.GetUtcNow(),
                    SetBy = asker.PersonName,
                }
            );
        }
    }

    /// <summary>The values of an owner, by field, in plain text: for a request about to be rendered, and nothing else.</summary>
    /// <exception cref="CryptographicException">The master key is another one, or the database was tampered with.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        RollcallDatabase database,
        string owner,
        CancellationToken cancellation = default
    )
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var secret in await OfAsync(database, owner, cancellation).ConfigureAwait(false))
        {
            var key = await KeyAsync(database, secret.OrganizationId, secret.Scope, cancellation).ConfigureAwait(false);
            var context = Context(secret.OrganizationId, owner, secret.Field);
            values[secret.Field] = Encoding.UTF8.GetString(SealedBox.Open(key, secret.Sealed, context));
        }
        return values;
    }

    /// <summary>Which fields are set, when and by whom: "Set on DATE by NAME".</summary>
    public async Task<IReadOnlyList<SecretNote>> ListAsync(
        RollcallDatabase database,
        string owner,
        CancellationToken cancellation = default
    ) =>
        [
            .. (await OfAsync(database, owner, cancellation).ConfigureAwait(false)).Select(secret => new SecretNote(
                secret.Field,
                secret.SetAt,
                secret.SetBy
            )),
        ];

    /// <summary>Forgets all values of an owner. The caller saves.</summary>
    public async Task ForgetAsync(RollcallDatabase database, string owner, CancellationToken cancellation = default) =>
        database.Secrets.RemoveRange(await OfAsync(database, owner, cancellation).ConfigureAwait(false));

    private static Task<List<Secret>> OfAsync(
        RollcallDatabase database,
        string owner,
        CancellationToken cancellation
    ) => database.Secrets.Where(secret => secret.Owner == owner).ToListAsync(cancellation);

    private async Task<byte[]> KeyAsync(
        RollcallDatabase database,
        string organizationId,
        string scope,
        CancellationToken cancellation
    )
    {
        // FindAsync sees a key that this session made and has not saved yet.
        if (await database.SecretKeys.FindAsync([scope], cancellation).ConfigureAwait(false) is { } known)
        {
            return master.Unwrap(known.Wrapped, scope);
        }
        var key = RandomNumberGenerator.GetBytes(SealedBox.KeyBytes);
        database.SecretKeys.Add(
            new SecretKey
            {
                OrganizationId = organizationId,
                Scope = scope,
                Wrapped = master.Wrap(key, scope),
            }
        );
        return key;
    }

    private static string Context(string organizationId, string owner, string field) =>
        $"{organizationId}/{owner}/{field}";
}

/// <summary>That a secret is set.</summary>
/// <param name="Field">The field's variable.</param>
/// <param name="SetAt">When.</param>
/// <param name="SetBy">By whom, a name.</param>
public sealed record SecretNote(string Field, DateTimeOffset SetAt, string SetBy);
