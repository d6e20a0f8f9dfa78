using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Rollcall.Server.Configuration;

namespace Rollcall.Server.Syncs;

/// <summary>Under which address people reach pages.</summary>
public sealed class PublicAddress(ServerOptions options, IServer server)
{
    /// <summary>A cohort's page.</summary>
    public string OfCohort(string projectId, string cohortId) => $"{Root}/projects/{projectId}/cohorts/{cohortId}";

    /// <summary>A sync's page.</summary>
    public string OfSync(string projectId, string syncId) => $"{Root}/projects/{projectId}/syncs/{syncId}";

    /// <summary>The versions of an integration, in the developer portal.</summary>
    public string OfVersions(string organizationId, string integrationId) =>
        $"{Root}/organizations/{organizationId}/developer/integrations/{integrationId}/versions";

    private string Root =>
        options.PublicUrl.Length > 0
            ? options.PublicUrl.TrimEnd('/')
            : (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "").TrimEnd('/');
}
