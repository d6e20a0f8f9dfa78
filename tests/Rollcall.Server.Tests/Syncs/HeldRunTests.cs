using Rollcall.Cluster.Syncs;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>Runs that wait for a person, and orders that wait for a run.</summary>
public sealed class HeldRunTests
{
    [Fact]
    public async Task A_run_that_is_held_for_growth_goes_when_a_person_says_so()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(100));
        await world.UploadAsync(cohort.Id, Users(10_200));
        var held = await world.RunAsync(sync.Id);
        Assert.Equal((SyncRunStatus.Held, 0), (held.Status, held.HeldRemovals));
        var view = await world.Get<SyncHistory>().RunAsync(world.Asker, held.Id);
        Assert.Contains("grew from 100 to 10,200", Assert.Single(view.LikelyReasons), StringComparison.Ordinal);

        await world.Get<SyncOrders>().ConfirmAsync(world.Asker, held.Id, 0);

        var run = await world.EndedAsync(sync.Id, 3);
        Assert.Equal((SyncRunStatus.Succeeded, 10_100), (run.Status, run.Added));
        world.ListHolds((await world.ReadAsync(sync.Id)).ListId!, Users(10_200));
    }

    [Fact]
    public async Task Where_removals_alone_wait_the_additions_have_gone_and_the_word_on_the_removals_counts()
    {
        await using var world = await StartAsync();
        var cohort = await world.CohortAsync(Users(500));
        var sync = await world.SyncAsync(cohort.Id, guard: new GuardLimits(HoldRemovalsOnly: true));
        await world.EndedAsync(sync.Id);
        await world.UploadAsync(cohort.Id, [.. Users(50), .. Users(7, "new")]);
        var held = await world.RunAsync(sync.Id);
        Assert.Equal((SyncRunStatus.Held, 450, 7, 0), (held.Status, held.HeldRemovals, held.Added, held.Removed));

        await world.Get<SyncOrders>().ConfirmAsync(world.Asker, held.Id, 450);

        var run = await world.EndedAsync(sync.Id, 3);
        Assert.Equal((SyncRunStatus.Succeeded, 450), (run.Status, run.Removed));
        world.ListHolds((await world.ReadAsync(sync.Id)).ListId!, [.. Users(50), .. Users(7, "new")]);
    }

    [Fact]
    public async Task Several_orders_during_a_run_become_one_that_does_all_of_them()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(50));
        await world.UploadAsync(cohort.Id, Users(60));
        var orders = world.Get<SyncOrders>();
        using (var hold = world.Hold())
        {
            await orders.RunAsync(world.Asker, sync.Id);
            await hold.ReachedAsync();
            await orders.FullResyncAsync(world.Asker, sync.Id);
            await orders.RetryRejectedAsync(world.Asker, sync.Id);
            Assert.Equal(OrderResult.Follows, (await orders.DryRunAsync(world.Asker, sync.Id)).Result);
        }

        var run = await world.EndedAsync(sync.Id, 3);
        var order = OrderJson.Read(run.Order);
        Assert.Equal((true, true, false), (order.Full, order.RetryRejected, order.DryRun));
        Assert.Equal(60, run.Added + run.Changed);
        Assert.Equal(3, (await world.RunsAsync(sync.Id)).Count);
    }

    [Fact]
    public async Task What_is_due_during_a_dry_run_follows_it()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(50));
        await world.UploadAsync(cohort.Id, Users(60));
        var grain = world.Get<IGrainFactory>().GetGrain<ISyncGrain>(sync.Id);
        var dry = new RunOrder { Trigger = nameof(RunTrigger.Manual), DryRun = true };
        await grain.Start(dry);
        var due = await grain.Start(new RunOrder { Trigger = nameof(RunTrigger.Schedule), GivesWay = true });

        Assert.NotEqual(OrderResult.Skipped, due.Result);
        Assert.Equal((SyncRunStatus.Succeeded, 10), Told(await world.EndedAsync(sync.Id, 3)));
        Assert.Equal(0, (await world.ReadAsync(sync.Id)).Skipped);
    }

    private static (SyncRunStatus, long) Told(SyncRun run) => (run.Status, run.Added);
}
