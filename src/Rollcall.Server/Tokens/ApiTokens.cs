using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Server.Audit;
using Rollcall.Server.Organizations;
using Rollcall.Server.SignIn;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.Tokens;

namespace Rollcall.Server.Tokens;

/// <summary>People's keys for programs. Each belongs to a person and an organization; an Admin sees and revokes all of the organization's.</summary>
public sealed class ApiTokens(Databases databases, AuditLog audit, TimeProvider time)
{
    /// <summary>What every token begins with, so that it is found where it should not be.</summary>
    public const string Prefix = "rct_";

    /// <summary>Days that a token may work.</summary>
    public const int MostDays = 366;

    /// <summary>Days where nothing is said.</summary>
    public const int UsualDays = 90;

    /// <summary>The asker's own tokens, an Admin's view being all of the organization's; newest first.</summary>
    public async Task<PageOf<ApiTokenView>> ListAsync(
        Asker asker,
        PageRequest page,
        CancellationToken cancellation = default
    )
    {
        await using var database = databases.OpenFor(asker.OrganizationId);
        var seesAll = asker.May(Permission.Administer);
        var rows =
            from token in database.ApiTokens.AsNoTracking()
            join person in database.Users on token.PersonId equals person.Id
            where seesAll || token.PersonId == asker.PersonId
            orderby token.CreatedAt descending, token.Id
            select new ApiTokenView(
                token.Id,
                token.Name,
                person.Name,
                token.Role,
                token.CreatedAt,
                token.ExpiresAt,
                token.LastUsedAt
            );
        return await page.ReadAsync(rows, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes a token for the asker.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="role">What it allows; not more than the asker's own role.</param>
    /// <param name="days">How many days it works, 1 to 366.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The token, which is shown once, and how it is listed.</returns>
    public async Task<NewApiToken> CreateAsync(
        Asker asker,
        string name,
        Role role,
        int days = UsualDays,
        CancellationToken cancellation = default
    )
    {
        Check(asker, name, role, days);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var (row, secret) = Make(asker.OrganizationId, asker.PersonId, name.Trim(), role, days);
        database.ApiTokens.Add(row);
        audit.Record(database, asker, "token.created", SubjectOf(row), after: StateOf(row));
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return new NewApiToken(secret, ViewOf(row, asker.PersonName));
    }

    /// <summary>Revokes a token: the next request with it is refused.</summary>
    public async Task RevokeAsync(Asker asker, string id, CancellationToken cancellation = default)
    {
        await using var database = databases.OpenFor(asker.OrganizationId);
        var seesAll = asker.May(Permission.Administer);
        var row =
            await database
                .ApiTokens.SingleOrDefaultAsync(
                    token => token.Id == id && (seesAll || token.PersonId == asker.PersonId),
                    cancellation
                )
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        database.ApiTokens.Remove(row);
        audit.Record(database, asker, "token.revoked", SubjectOf(row), before: StateOf(row));
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes a token's row and its text.</summary>
    internal (ApiToken Row, string Secret) Make(
        string organizationId,
        string personId,
        string name,
        Role role,
        int days
    )
    {
        var secret = Prefix + OneTimeCode.New();
        var now = time.GetUtcNow();
        var row = new ApiToken
        {
            Id = PublicId.New("tok"),
            OrganizationId = organizationId,
            PersonId = personId,
            Name = name,
            Role = role,
            Hash = OneTimeCode.Hash(secret),
            CreatedAt = now,
            ExpiresAt = now + TimeSpan.FromDays(days),
        };
        return (row, secret);
    }

    /// <summary>What the audit log calls it.</summary>
    internal static AuditSubject SubjectOf(ApiToken row) => new(row.Id, row.Name);

    /// <summary>What the audit log says of it.</summary>
    internal static object StateOf(ApiToken row) =>
        new
        {
            row.Name,
            row.Role,
            row.ExpiresAt,
        };

    private static void Check(Asker asker, string name, Role role, int days)
    {
        if (asker.Token is not null)
        {
            throw Refusal.Forbidden(
                "A token cannot make tokens. Sign in to the portal and make it under Settings, API keys."
            );
        }
        var faults = new List<FieldFault>();
        if (Names.Fault(name) is { } fault)
        {
            faults.Add(new FieldFault("name", fault));
        }
        if (!Roles.Covers(asker.Role, role))
        {
            faults.Add(new FieldFault("role", $"Your role is {asker.Role}; a token of yours cannot be {role}."));
        }
        if (days is < 1 or > MostDays)
        {
            faults.Add(new FieldFault("expiresInDays", $"A token works for 1 to {MostDays} days."));
        }
        if (faults.Count > 0)
        {
            throw Refusal.Invalid(faults);
        }
    }

    private static ApiTokenView ViewOf(ApiToken row, string person) =>
        new(row.Id, row.Name, person, row.Role, row.CreatedAt, row.ExpiresAt, row.LastUsedAt);
}

/// <summary>A token as it is listed: never its text.</summary>
/// <param name="Id"><c>tok_…</c></param>
/// <param name="Name">What its person calls it.</param>
/// <param name="Person">Whose.</param>
/// <param name="Role">What it allows at most.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="ExpiresAt">Until when.</param>
/// <param name="LastUsedAt">When it was used last, to a minute; null: never.</param>
public sealed record ApiTokenView(
    string Id,
    string Name,
    string Person,
    Role Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt
);

/// <summary>A token that was just made.</summary>
/// <param name="Token">Its text: shown once, kept nowhere.</param>
/// <param name="Details">How it is listed.</param>
public sealed record NewApiToken(string Token, ApiTokenView Details);
