using Rollcall.Core.Integrations;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations;
using Rollcall.Storage.Organizations;

namespace Rollcall.Portal.Tests.Developer;

/// <summary>Makes drafts without the pages, for tests whose story begins there.</summary>
internal sealed class Drafting(DeveloperPortal portal)
{
    public Asker Asker { get; } =
        new()
        {
            PersonId = "someone",
            PersonName = "Someone",
            OrganizationId = portal.Organization.Id,
            Role = Role.Developer,
        };

    public Drafts Drafts { get; } = new(portal.Databases, TimeProvider.System);

    public Task<string> ListAsync(string name) => NewAsync(name, IntegrationType.List);

    public async Task<string> NewAsync(string name, IntegrationType type)
    {
        var connection = await new Connections(portal.Databases, TimeProvider.System).CreateAsync(
            Asker,
            new ConnectionForm
            {
                DisplayName = name,
                Category = "messaging",
                Summary = "Sends messages.",
                FullDescription = "Keeps a list.",
            }
        );
        var version = await new IntegrationVersions(portal.Databases, TimeProvider.System).CreateAsync(
            Asker,
            connection.Id,
            type
        );
        return version.Id;
    }
}
