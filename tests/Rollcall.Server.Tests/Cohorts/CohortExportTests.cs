using Rollcall.Server.Integrations;
using Rollcall.Server.Tests.Syncs;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Cohorts;

/// <summary>The tables of cohorts and integrations, as files.</summary>
public sealed class CohortExportTests
{
    [Fact]
    public async Task Cohorts_and_integrations_are_files_that_a_spreadsheet_takes_for_no_formula()
    {
        await using var world = await StartAsync();
        await world.SyncedAsync(Users(3), "=People");
        await world
            .Get<IntegrationFiles>()
            .ImportAsync(world.Asker, "apiVersion: rollcall/v1\nname: '@Acme'\n"u8.ToArray(), "a.yaml", true);
        using var http = new HttpClient { BaseAddress = world.Server.Address };
        http.DefaultRequestHeaders.Add(AskerByHeader.Header, world.Asker.PersonId);
        var cancellation = TestContext.Current.CancellationToken;

        var cohorts = await http.GetStringAsync("/api/v1/projects/prj_1/cohorts.csv", cancellation);
        var integrations = await http.GetStringAsync(
            $"/api/v1/organizations/{world.Asker.OrganizationId}/integrations.csv",
            cancellation
        );

        Assert.StartsWith("name,members,since yesterday,", cohorts, StringComparison.Ordinal);
        Assert.Contains("\r\n'=People,3,", cohorts, StringComparison.Ordinal);
        Assert.StartsWith("name,type,version,", integrations, StringComparison.Ordinal);
        Assert.Contains("\r\n'@Acme,list,1,draft,", integrations, StringComparison.Ordinal);
    }
}
