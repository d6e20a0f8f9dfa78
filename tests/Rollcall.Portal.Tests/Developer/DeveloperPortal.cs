using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Sandbox;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

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
        Assertions.SetDefaultExpectTimeout(20_000);
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
        return await SignedIn.OpenAsync(chromium, _portal, person, width, dark);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
