using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Rollcall.Server.SignIn;
using Rollcall.Storage.Database;
using Rollcall.Storage.Tokens;

namespace Rollcall.Server.Tokens;

/// <summary>Lets programs in: <c>Authorization: Bearer rct_…</c>.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logging,
    UrlEncoder encoder,
    Databases databases,
    TimeProvider time
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    private const string Bearer = "Bearer ";
    private static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(1);

    /// <summary>Whether a request brings a token, good or bad.</summary>
    public static bool IsIn(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsIn(Request))
        {
            return AuthenticateResult.NoResult();
        }
        var hash = OneTimeCode.Hash(Request.Headers.Authorization.ToString()[Bearer.Length..]);
        await using var database = databases.OpenForInstallation();
        var now = time.GetUtcNow();
        var token = await database
            .ApiTokens.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Hash == hash && row.ExpiresAt > now, Context.RequestAborted);
        if (token is null)
        {
            return AuthenticateResult.Fail("The token is unknown, expired or revoked.");
        }
        await NoteUseAsync(database, token, now);
        var claims = new TokenClaims(token.Name, token.OrganizationId, token.Role);
        return AuthenticateResult.Success(new AuthenticationTicket(claims.PrincipalOf(token.PersonId), Scheme.Name));
    }

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        await Context
            .RequestServices.GetRequiredService<IProblemDetailsService>()
            .TryWriteAsync(
                new ProblemDetailsContext
                {
                    HttpContext = Context,
                    ProblemDetails =
                    {
                        Status = StatusCodes.Status401Unauthorized,
                        Detail = IsIn(Request)
                            ? "The token is unknown, expired or revoked. Make another one in the portal under Settings, API keys."
                            : "Send an API token: Authorization: Bearer rct_… It is made in the portal under Settings, API keys.",
                    },
                }
            );
    }

    private static async Task NoteUseAsync(RollcallDatabase database, ApiToken token, DateTimeOffset now)
    {
        if (token.LastUsedAt is null || now - token.LastUsedAt >= UseNoted)
        {
            await database
                .ApiTokens.Where(row => row.Id == token.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now));
        }
    }
}
