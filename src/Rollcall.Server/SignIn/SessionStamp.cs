using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Database;

namespace Rollcall.Server.SignIn;

/// <summary>What a session carries to end with: a person's stamp changes with their password, their seats and their rights.</summary>
internal static class SessionStamp
{
    /// <summary>How soon a page that does nothing notices that its session has ended. What is asked for is refused at once.</summary>
    public static readonly TimeSpan Noticed = TimeSpan.FromSeconds(30);

    private static readonly string Claim = new ClaimsIdentityOptions().SecurityStampClaimType;

    /// <summary>The stamp of a session; null for a token, which has an end of its own.</summary>
    public static string? Of(ClaimsPrincipal principal) => principal.FindFirstValue(Claim);

    /// <summary>A new stamp: every session of the person ends.</summary>
    public static string New() => Guid.NewGuid().ToString("N");
}

/// <summary>Looks, while a page is open, whether its session still counts.</summary>
internal sealed class CircuitSession(ILoggerFactory logging, Databases databases)
    : RevalidatingServerAuthenticationStateProvider(logging)
{
    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => SessionStamp.Noticed;

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    )
    {
        var principal = authenticationState.User;
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } personId)
        {
            return true;
        }
        await using var database = databases.OpenForInstallation();
        var stamp = await database
            .Users.Where(person => person.Id == personId)
            .Select(person => person.SecurityStamp)
            .SingleOrDefaultAsync(cancellationToken)
            .ConfigureAwait(false);
        return stamp is not null && stamp == SessionStamp.Of(principal);
    }
}
