using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Audit;
using Rollcall.Server.SignIn;
using Rollcall.Server.Tokens;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Review;

/// <summary>Somebody who lets integrations into the catalog. Made by <see cref="ReviewerReader"/> only.</summary>
/// <param name="PersonId">The person's ID.</param>
/// <param name="PersonName">The person's name.</param>
/// <param name="Organizations">The organizations that the person has a seat in: what these submit, others approve.</param>
public sealed record Reviewer(string PersonId, string PersonName, IReadOnlyList<string> Organizations)
{
    /// <summary>Whether an organization is the reviewer's own.</summary>
    public bool IsOf(string organizationId) => Organizations.Contains(organizationId);

    /// <summary>Who did something, for the audit log.</summary>
    internal Actor Actor => new(PersonId, PersonName);
}

/// <summary>Works out whether somebody reviews. Read anew each time, so that a right that was taken away counts at once.</summary>
public sealed class ReviewerReader(Databases databases)
{
    /// <summary>The reviewer.</summary>
    /// <exception cref="Refusal">Not found: the person does not review, and need not know that there is anything; or came with a token, which is for one organization only; or the session has ended.</exception>
    public async Task<Reviewer> ReadAsync(ClaimsPrincipal principal, CancellationToken cancellation = default)
    {
        var personId = principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw Refusal.NotFound();
        await using var database = databases.OpenForInstallation();
        var person = await database
            .Users.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == personId, cancellation)
            .ConfigureAwait(false);
        var isIn =
            TokenClaims.Of(principal) is null
            && (SessionStamp.Of(principal) ?? person?.SecurityStamp) == person?.SecurityStamp;
        if (person is not { IsReviewer: true } || !isIn)
        {
            throw Refusal.NotFound();
        }
        var seats = await database
            .Seats.Where(seat => seat.PersonId == personId)
            .Select(seat => seat.OrganizationId)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        return new Reviewer(personId, person.Name, seats);
    }
}
