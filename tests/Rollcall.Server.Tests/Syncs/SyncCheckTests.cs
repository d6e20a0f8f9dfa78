using Rollcall.Server.Configuration;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>What is told of a sync before it is made.</summary>
public sealed class SyncCheckTests
{
    [Fact]
    public async Task A_new_syncs_first_run_is_counted_and_its_first_request_shown_and_nothing_is_sent_or_kept()
    {
        await using var world = await StartAsync(definition => definition with { BatchSize = 100 });
        var cohort = await world.CohortAsync([.. Users(250), .. Users(5), "", ""]);
        var wanted = new NewSync
        {
            CohortId = cohort.Id,
            DestinationId = "dst_1",
            Cadence = new Cadence { Kind = CadenceKind.Hourly },
        };
        var checks = world.Get<SyncChecks>();
        var cancellation = TestContext.Current.CancellationToken;

        var check = await checks.CountAsync(world.Asker, wanted, _ => { }, cancellation);
        var requests = await checks.FirstRequestsAsync(world.Asker, wanted, cancellation);

        Assert.Equal((250, 5, 4), (check.Users, check.Cohort.Duplicates, check.Requests));
        Assert.Equal(["createList", "addUsers"], requests.Select(request => request.Endpoint));
        Assert.Contains("People", requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("u00000@x.example", requests[1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            requests,
            request => request.Headers.Any(header => header.Value.Contains("sandbox-token"))
        );
        Assert.Equal(0, world.Sandbox.Log.Count);
        var folder = new DataFolder(world.Folder).Checks;
        Assert.True(!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any());

        var sync = await world.SyncAsync(cohort.Id);
        Assert.Equal(check.Users, (await world.EndedAsync(sync.Id)).Added);
    }
}
