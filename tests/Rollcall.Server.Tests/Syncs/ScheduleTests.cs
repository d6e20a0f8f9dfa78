using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>Syncs that run by themselves, on a clock that the tests set forward.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public async Task An_hourly_sync_runs_each_hour_at_its_own_minute()
    {
        await using var world = await StartAsync();
        var (_, sync) = await world.SyncedAsync(Users(5));
        var due = (await world.ReadAsync(sync.Id)).NextDue!.Value;
        Assert.Equal(sync.CreatedAt.AddHours(1), due);

        world.Time.Advance(TimeSpan.FromMinutes(61));
        await world.Get<SyncSweep>().SweepAsync();

        var run = await world.EndedAsync(sync.Id, 2);
        Assert.Equal(RunTrigger.Schedule, run.Trigger);
        Assert.Equal(sync.CreatedAt.AddHours(2), (await world.ReadAsync(sync.Id)).NextDue);
        Assert.Equal(0, (await world.ReadAsync(sync.Id)).Missed);
    }

    [Fact]
    public async Task Runs_that_were_missed_while_everything_was_down_become_one()
    {
        await using var world = await StartAsync();
        var (_, sync) = await world.SyncedAsync(Users(5));
        await world.StopServerAsync();
        world.Time.Advance(TimeSpan.FromHours(5.5));

        await world.StartServerAsync();

        await world.EndedAsync(sync.Id, 2);
        var after = await world.ReadAsync(sync.Id);
        Assert.Equal(4, after.Missed);
        Assert.Equal(sync.CreatedAt.AddHours(6), after.NextDue);
        Assert.Equal(2, (await world.RunsAsync(sync.Id)).Count);
    }

    [Fact]
    public async Task A_run_that_is_due_while_another_goes_on_is_skipped_and_counted_and_a_manual_one_follows_once()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(50));
        await world.UploadAsync(cohort.Id, Users(60));
        using var hold = world.Hold();
        await world.Get<SyncOrders>().RunAsync(world.Asker, sync.Id);
        await hold.ReachedAsync();

        world.Time.Advance(TimeSpan.FromMinutes(61));
        await world.Get<SyncSweep>().SweepAsync();
        for (var asked = 0; asked < 5; asked++)
        {
            await world.Get<SyncOrders>().RunAsync(world.Asker, sync.Id);
        }
        hold.Release();

        await world.EndedAsync(sync.Id, 3);
        var after = await world.ReadAsync(sync.Id);
        Assert.Equal(1, after.Skipped);
        Assert.Null(after.FollowUp);
        Assert.Equal(
            [RunTrigger.Manual, RunTrigger.Manual, RunTrigger.Created],
            (await world.RunsAsync(sync.Id)).Select(run => run.Trigger)
        );
    }

    [Fact]
    public async Task A_one_time_sync_is_finished_after_it()
    {
        await using var world = await StartAsync();
        var (_, sync) = await world.SyncedAsync(Users(5), cadence: CadenceKind.OneTime);

        var after = await world.ReadAsync(sync.Id);

        Assert.Equal((SyncState.Finished, null), (after.State, after.NextDue));
    }

    [Fact]
    public async Task A_paused_sync_does_not_run_and_makes_up_for_it_when_it_is_resumed()
    {
        await using var world = await StartAsync();
        var (_, sync) = await world.SyncedAsync(Users(5));
        await world.Get<ProjectSyncs>().PauseAsync(world.Asker, sync.Id);
        world.Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(0, await world.Get<SyncSweep>().SweepAsync());
        Assert.Equal("Ada", (await world.ReadAsync(sync.Id)).PausedBy);
        await Assert.ThrowsAsync<Refusal>(() => world.Get<SyncOrders>().RunAsync(world.Asker, sync.Id));

        await world.Get<ProjectSyncs>().ResumeAsync(world.Asker, sync.Id);

        Assert.Equal(RunTrigger.Schedule, (await world.EndedAsync(sync.Id, 2)).Trigger);
    }

    [Fact]
    public async Task However_many_ask_at_once_runs_of_one_sync_never_overlap()
    {
        await using var world = await StartAsync(definition => definition with { BatchSize = 5 });
        var (cohort, sync) = await world.SyncedAsync(Users(50));
        var orders = world.Get<SyncOrders>();

        await Parallel.ForAsync(
            0,
            200,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (number, stop) =>
            {
                if (number % 50 == 0)
                {
                    await world.UploadAsync(cohort.Id, Users(50 + number));
                }
                await orders.RunAsync(world.Asker, sync.Id, cancellation: stop);
            }
        );
        await UntilAsync(
            async () =>
                (await world.RunsAsync(sync.Id)).All(run => run.FinishedAt is not null)
                && (await world.ReadAsync(sync.Id)).FollowUp is null,
            () => ""
        );

        var runs = (await world.RunsAsync(sync.Id)).OrderBy(run => run.StartedAt).ToList();
        foreach (var (earlier, later) in runs.Zip(runs.Skip(1)))
        {
            Assert.True(earlier.FinishedAt <= later.StartedAt, $"{earlier.Id} and {later.Id} overlap");
        }
        Assert.All(runs, run => Assert.True(run.Status is SyncRunStatus.Succeeded, run.Report));
    }

    [Fact]
    public async Task A_list_belongs_to_one_sync_and_a_second_one_is_refused_naming_the_first()
    {
        await using var world = await StartAsync(definition =>
            definition with
            {
                Form = Testing.Definitions.SandboxForm.Property,
            }
        );
        var (_, first) = await world.SyncedAsync(Users(5), "VIP's");
        world.Destinations.Set("dst_2", "prj_1", world.Definition);
        var second = await world.CohortAsync(Users(6), "VIP s");

        // The same slug: the same property.
        var refusal = await Assert.ThrowsAsync<Refusal>(() => world.SyncAsync(second.Id, destination: "dst_2"));

        Assert.Contains("VIP's", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(first.Id, refusal.Message, StringComparison.Ordinal);
        var again = await Assert.ThrowsAsync<Refusal>(() => world.SyncAsync(first.CohortId));
        Assert.Contains(first.Id, again.Message, StringComparison.Ordinal);
        // Another account is another list.
        world.Destinations.Set("dst_2", "prj_1", world.Definition, account: "account-2");
        await world.SyncAsync(second.Id, destination: "dst_2");
    }

    [Fact]
    public async Task A_cadence_that_the_destination_rules_out_is_refused()
    {
        await using var world = await StartAsync(definition =>
            definition with
            {
                Lines = ["delivery: {minInterval: 2h}"],
            }
        );
        var cohort = await world.CohortAsync(Users(5));

        var refusal = await Assert.ThrowsAsync<Refusal>(() => world.SyncAsync(cohort.Id));

        Assert.Equal("cadence", Assert.Single(refusal.Fields).Field);
        await world.SyncAsync(cohort.Id, CadenceKind.OneTime);
    }
}
