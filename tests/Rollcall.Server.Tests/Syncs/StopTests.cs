using Microsoft.EntityFrameworkCore;
using Rollcall.Sandbox.Log;
using Rollcall.Storage.Syncs;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>The server stops in the middle of a run.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task A_graceful_stop_loses_and_repeats_nothing_and_the_run_goes_on_afterwards()
    {
        await using var world = await StartAsync(definition => definition with { BatchSize = 10 });
        var cohort = await world.CohortAsync(Users(1_000));
        var reached = world.Sandbox.Log.WaitForAsync(entry => entry.Operation == Operation.Add && entry.Sequence > 20);
        var sync = await world.SyncAsync(cohort.Id);
        await reached;

        await world.StopServerAsync();
        var sent = world.Sandbox.Log.Entries.Count(entry => entry.Operation == Operation.Add);
        Assert.InRange(sent, 1, 99);
        await world.StartServerAsync();

        var run = await world.EndedAsync(sync.Id);
        Assert.Equal((SyncRunStatus.Succeeded, 1_000), (run.Status, run.Added));
        Assert.Single(await world.RunsAsync(sync.Id));
        Assert.Equal(100, world.Sandbox.Log.Entries.Count(entry => entry.Operation == Operation.Add));
        Assert.Empty(world.Checker().Repeats());
        world.ListHolds((await world.ReadAsync(sync.Id)).ListId!, Users(1_000));
    }

    [Fact]
    public async Task A_run_that_had_ended_when_the_server_was_killed_keeps_its_numbers()
    {
        await using var world = await StartAsync();
        var (_, sync) = await world.SyncedAsync(Users(50));
        // As a kill leaves it between the end of the run and writing it down.
        await using (var database = world.Databases.OpenForInstallation())
        {
            await database.SyncRuns.ExecuteUpdateAsync(set =>
                set.SetProperty(run => run.Status, SyncRunStatus.Running)
                    .SetProperty(run => run.FinishedAt, (DateTimeOffset?)null)
                    .SetProperty(run => run.Added, 0)
            );
        }
        var requests = world.Sandbox.Log.Entries.Count;
        await world.StopServerAsync();
        await world.StartServerAsync();

        var run = await world.EndedAsync(sync.Id);

        Assert.Equal((SyncRunStatus.Succeeded, 50, 50), (run.Status, run.Added, run.Delivered));
        Assert.Equal(requests, world.Sandbox.Log.Entries.Count);
    }

    [Fact]
    public async Task What_was_to_follow_an_interrupted_run_follows_it_after_the_restart()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(50));
        await world.UploadAsync(cohort.Id, Users(60));
        using var hold = world.Hold();
        await world.Get<Rollcall.Server.Syncs.SyncOrders>().RunAsync(world.Asker, sync.Id);
        await hold.ReachedAsync();
        await world.Get<Rollcall.Server.Syncs.SyncOrders>().RunAsync(world.Asker, sync.Id);
        var stopping = world.StopServerAsync();
        hold.Release();
        await stopping;

        await world.StartServerAsync();

        await world.EndedAsync(sync.Id, 3);
        Assert.Equal(3, (await world.RunsAsync(sync.Id)).Count);
        world.ListHolds((await world.ReadAsync(sync.Id)).ListId!, Users(60));
    }
}
