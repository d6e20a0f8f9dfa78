using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Sandbox;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Portal.Tests.Developer;

/// <summary>An organization in the shared portal, and people of it who are signed in.</summary>
internal sealed class DeveloperPortal
{
    private readonly RunningPortal _portal;

    private DeveloperPortal(RunningPortal portal, SandboxServer sandbox) => (_portal, Sandbox) = (portal, sandbox);

    public SandboxServer Sandbox { get; }

    public Organization Organization { get; private set; } = null!;

    public Project Project { get; private set; } = null!;

    public string Base => $"/organizations/{Organization.Id}/developer";

    public Databases Databases => _portal.Databases;

    public static async Task<DeveloperPortal> OpenAsync(SharedPortal shared)
    {
        var developer = new DeveloperPortal(await shared.PortalAsync(), await shared.SandboxAsync());
        (developer.Organization, developer.Project) = await Seed.OrganizationAsync(developer.Databases, "Acme Inc");
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
}
