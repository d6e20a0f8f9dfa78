using System.Security.Claims;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Tokens;

/// <summary>What an API token says about whoever holds it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OrganizationId">The one organization that it is for.</param>
/// <param name="Role">What it allows at most.</param>
internal sealed record TokenClaims(string Name, string OrganizationId, Role Role)
{
    /// <summary>The authentication scheme.</summary>
    public const string Scheme = "ApiToken";

    private const string NameClaim = "rollcall:token";
    private const string OrganizationClaim = "rollcall:organization";
    private const string RoleClaim = "rollcall:role";

    /// <summary>The token that a request came with; null: a person signed in.</summary>
    public static TokenClaims? Of(ClaimsPrincipal principal) =>
        principal.FindFirstValue(OrganizationClaim) is { } organization
            ? new TokenClaims(
                principal.FindFirstValue(NameClaim)!,
                organization,
                Enum.Parse<Role>(principal.FindFirstValue(RoleClaim)!)
            )
            : null;

    /// <summary>Who holds the token.</summary>
    public ClaimsPrincipal PrincipalOf(string personId) =>
        new(
            new ClaimsIdentity(
                [
                    new(ClaimTypes.NameIdentifier, personId),
                    new(NameClaim, Name),
                    new(OrganizationClaim, OrganizationId),
                    new(RoleClaim, Role.ToString()),
                ],
                Scheme
            )
        );
}
