using Microsoft.EntityFrameworkCore;
using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Server.Destinations;
using Rollcall.Server.Review;
using Rollcall.Server.Syncs;
using Rollcall.Server.Tests.Catalog;
using Rollcall.Server.Tests.Syncs;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Tests.Releases;

/// <summary>What a withdrawn version means for who has it installed.</summary>
public sealed class WithdrawalTests
{
    [Fact]
    public async Task A_withdrawn_version_stops_a_run_that_goes_on_and_what_was_to_follow_it()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync(edit: CustomerSyncs.Small);
        var destination = await world.ConnectedAsync(version.Id);
        world.Sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Late,
                Operation = Operation.Add,
                Delay = TimeSpan.FromMilliseconds(200),
            }
        );
        var reached = world.Sandbox.Log.WaitForAsync(entry => entry.Operation == Operation.Add);
        var sync = await world.SyncAsync(destination, SyncsWorld.Users(1_000));
        await reached;
        await world.Get<SyncOrders>().RunAsync(world.Customer, sync.Id);

        await world.Get<Reviews>().WithdrawAsync(world.Rita, version.Id, "It leaks.");

        await SyncsWorld.UntilAsync(() => world.Get<RunFeed>().Now(sync.Id) is null);
        await using var database = world.Get<Databases>().OpenForInstallation();
        var run = await database.SyncRuns.SingleAsync();
        Assert.Equal(SyncRunStatus.Canceled, run.Status);
        Assert.InRange(run.Added, 0, 900);
        var after = await database.Syncs.SingleAsync();
        Assert.Equal((SyncState.Off, null), (after.State, after.FollowUp));
    }

    [Fact]
    public async Task After_the_upgrade_syncs_run_again_but_for_one_that_a_person_had_paused()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var destination = await world.ConnectedAsync(version.Id);
        var runs = await world.SyncAsync(destination, SyncsWorld.Users(5));
        var rests = await world.SyncAsync(destination, SyncsWorld.Users(6), "Others");
        await world.EndedAsync(2);
        await world.Get<ProjectSyncs>().PauseAsync(world.Customer, rests.Id);
        await world.Get<Reviews>().WithdrawAsync(world.Rita, version.Id, "It leaks.");
        var next = await world.NextApprovedAsync(version, CustomerSyncs.Small);

        await world
            .Get<DestinationEdits>()
            .UpgradeAsync(world.Customer, destination.Id, next.Id, new DestinationForm(), []);

        var syncs = world.Get<ProjectSyncs>();
        Assert.Equal(SyncState.Active, (await syncs.GetAsync(world.Customer, runs.Id)).Sync.State);
        var paused = (await syncs.GetAsync(world.Customer, rests.Id)).Sync;
        Assert.Equal((SyncState.Paused, "Bob", null), (paused.State, paused.PausedBy, paused.NextDue));
        // It does not wait for the schedule's next look.
        await world.EndedAsync(2, runs.Id);
    }
}
