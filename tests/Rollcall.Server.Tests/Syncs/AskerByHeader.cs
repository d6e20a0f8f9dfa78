using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>Takes who asks from a header: signing in is tested elsewhere.</summary>
internal sealed class AskerByHeader(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Header = "X-Person";
    private const string Name = "Test";

    public static void AddTo(IServiceCollection services) =>
        services.PostConfigure<AuthenticationOptions>(authentication =>
        {
            authentication.AddScheme<AskerByHeader>(Name, null);
            authentication.DefaultScheme = Name;
            authentication.DefaultAuthenticateScheme = Name;
            authentication.DefaultChallengeScheme = Name;
            authentication.DefaultForbidScheme = Name;
        });

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header].ToString() is not { Length: > 0 } person)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person)], Name);
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), Name);
        return Task.FromResult(AuthenticateResult.Success(ticket));
    }
}
