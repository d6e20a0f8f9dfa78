using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Sandbox;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;
using Rollcall.Testing.Processes;

namespace Rollcall.Portal.Tests.Developer;

/// <summary>A portal, an organization in it, a sandbox that it may reach, and people who are signed in.</summary>
internal sealed class DeveloperPortal : IAsyncDisposable
{
    private readonly RunningPortal _portal;

    private DeveloperPortal(RunningPortal portal, SandboxServer sandbox) => (_portal, Sandbox) = (portal, sandbox);

    public SandboxServer Sandbox { get; }

    public Organization Organization { get; private set; } = null!;

    public string Base => $"/organizations/{Organization.Id}/developer";

    public Databases Databases => _portal.Databases;

    public static async Task<DeveloperPortal> StartAsync(string? token = null)
    {
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions { BearerToken = token });
        var portal = await RunningPortal.StartAsync(
            new Dictionary<string, string> { ["ROLLCALL__ALLOWEDADDRESSES"] = sandbox.Address.Authority }
        );
        var developer = new DeveloperPortal(portal, sandbox);
        (developer.Organization, _) = await Seed.OrganizationAsync(portal.Databases, "Acme Inc");
        return developer;
    }

    /// <summary>A browser in which a new person of the organization is signed in.</summary>
    public async Task<IPage> SignedInAsync(
        Chromium chromium,
        string name,
        Role role = Role.Developer,
        int width = 1280,
        bool dark = false
    )
    {
        var person = await Seed.PersonAsync(Databases, Organization, name, role);
        var browser = await chromium.OpenAsync(_portal.Address, width, dark);
        await browser.AddCookiesAsync([
            new Cookie
            {
                Name = ".AspNetCore.Identity.Application",
                Value = Ticket(person),
                Url = _portal.Address.ToString(),
            },
        ]);
        await browser.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        return await browser.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    // What signing in would hand out; signing in itself has tests of its own.
    private string Ticket(Person person)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, person.Id),
                new Claim(ClaimTypes.Name, person.UserName!),
                new Claim("AspNet.Identity.SecurityStamp", person.SecurityStamp!),
            ],
            IdentityConstants.ApplicationScheme
        );
        var now = TimeProvider.System.GetUtcNow();
        var ticket = new AuthenticationTicket(
            new ClaimsPrincipal(identity),
            new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddHours(1) },
            IdentityConstants.ApplicationScheme
        );
        // The portal's keys belong to where its program lies.
        var program = Path.GetDirectoryName(ProgramFiles.Rollcall) + Path.DirectorySeparatorChar;
        var protector = DataProtectionProvider
            .Create(new DirectoryInfo(_portal.Folder.CookieKeys), keys => keys.SetApplicationName(program))
            .CreateProtector(
                "Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware",
                IdentityConstants.ApplicationScheme,
                "v2"
            );
        return new TicketDataFormat(protector).Protect(ticket);
    }
}
