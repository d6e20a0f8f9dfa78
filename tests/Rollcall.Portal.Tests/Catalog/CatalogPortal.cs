using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Integrations;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Sandbox;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations;
using Rollcall.Server.Integrations.Testing;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;

namespace Rollcall.Portal.Tests.Catalog;

/// <summary>A portal with a partner, a customer and a reviewer, a sandbox that wants a token, and a draft that was tested.</summary>
internal sealed class CatalogPortal : IAsyncDisposable
{
    public const string Token = "right-token";

    private CatalogPortal(RunningPortal portal, SandboxServer sandbox) => (Running, Sandbox) = (portal, sandbox);

    public RunningPortal Running { get; }

    public SandboxServer Sandbox { get; }

    public Organization Partner { get; private set; } = null!;

    public Project Project { get; private set; } = null!;

    public Person Ada { get; private set; } = null!;

    public Person Bob { get; private set; } = null!;

    public Person Rita { get; private set; } = null!;

    public static async Task<CatalogPortal> StartAsync()
    {
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions { BearerToken = Token });
        var running = await RunningPortal.StartAsync(
            new Dictionary<string, string> { ["ROLLCALL__ALLOWEDADDRESSES"] = sandbox.Address.Authority }
        );
        var portal = new CatalogPortal(running, sandbox);
        (portal.Partner, _) = await Seed.OrganizationAsync(running.Databases, "Acme Inc");
        (var customer, portal.Project) = await Seed.OrganizationAsync(running.Databases, "Customer Ltd");
        (var installation, _) = await Seed.OrganizationAsync(running.Databases, "Installation");
        portal.Ada = await Seed.PersonAsync(running.Databases, portal.Partner, "Ada", Role.Developer);
        portal.Bob = await Seed.PersonAsync(running.Databases, customer, "Bob");
        portal.Rita = await Seed.PersonAsync(running.Databases, installation, "Rita", isReviewer: true);
        return portal;
    }

    /// <summary>A version whose endpoints were all tested: the first, or the next of an integration.</summary>
    public async Task<IntegrationVersion> DraftAsync(string? integrationId = null, Func<string, string>? edit = null)
    {
        var asker = new Asker
        {
            PersonId = Ada.Id,
            PersonName = Ada.Name,
            OrganizationId = Partner.Id,
            Role = Role.Developer,
        };
        var versions = new IntegrationVersions(Running.Databases, TimeProvider.System);
        var version = integrationId is null
            ? await versions.CreateAsync(asker, await ConnectionAsync(asker), IntegrationType.List)
            : await versions.NewVersionAsync(asker, integrationId);
        await WriteAsync(version.Id, edit ?? (document => document));
        return version;
    }

    public string SandboxAddress => Sandbox.Address.ToString().TrimEnd('/');

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    private async Task<string> ConnectionAsync(Asker asker)
    {
        var form = new ConnectionForm
        {
            DisplayName = "Acme Lists",
            Category = "messaging",
            Summary = "Acme sends messages to lists of people.",
            FullDescription =
                "Keep an **Acme list** equal to a cohort.\n\n- Welcome who entered\n- Stop writing to who left\n\nMore at [Acme](https://acme.example).",
        };
        return (await new Connections(Running.Databases, TimeProvider.System).CreateAsync(asker, form)).Id;
    }

    private async Task WriteAsync(string versionId, Func<string, string> edit)
    {
        await using var database = Running.Databases.OpenFor(Partner.Id);
        var version = await database.IntegrationVersions.SingleAsync(row => row.Id == versionId);
        version.Document = edit(version.Document);
        var root = Draft.Of(version).Root;
        foreach (var endpoint in new[] { "createList", "addUsers", "removeUsers" })
        {
            database.Add(
                new TestEvidence
                {
                    Id = PublicId.New("tst"),
                    OrganizationId = Partner.Id,
                    VersionId = versionId,
                    Endpoint = endpoint,
                    EndToEndId = "e2e_1",
                    Hash = TestedHash.Of(root, endpoint),
                    TestedAt = TimeProvider.System.GetUtcNow(),
                    TestedByName = "Ada",
                    Succeeded = true,
                    Status = 200,
                }
            );
        }
        await database.SaveChangesAsync();
    }
}
