using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>What a project's settings mean for the runs of its syncs.</summary>
public sealed class ProjectSettingsTests
{
    [Fact]
    public async Task A_projects_removal_limit_counts_until_its_sync_has_one_of_its_own()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(1_000));
        await SetAsync(world, limit: 0.4, days: 90);
        await world.UploadAsync(cohort.Id, Users(700));
        Assert.Equal((SyncRunStatus.Succeeded, 300), Told(await world.RunAsync(sync.Id)));

        await SetAsync(world, limit: 0.1, days: 90);
        await world.UploadAsync(cohort.Id, Users(590));
        Assert.Equal((SyncRunStatus.Held, 0), Told(await world.RunAsync(sync.Id)));

        await world.Get<ProjectSyncs>().ChangeGuardAsync(world.Asker, sync.Id, new GuardLimits(MaxRemovalShare: 0.5));
        Assert.Equal((SyncRunStatus.Succeeded, 110), Told(await world.RunAsync(sync.Id)));
    }

    [Theory]
    [InlineData(10, 11, 1)]
    [InlineData(10, 9, 2)]
    [InlineData(400, 91, 1)] // the operator keeps 90 days
    public async Task Runs_are_kept_as_long_as_the_project_says_and_no_longer_than_the_operator_does(
        int days,
        int age,
        int left
    )
    {
        await using var world = await StartAsync();
        var (_, sync) = await world.SyncedAsync(Users(5));
        await SetAsync(world, limit: 0.2, days);
        world.Time.Advance(TimeSpan.FromDays(age));
        await world.RunAsync(sync.Id);

        await world.Get<RunHistory>().ForgetAsync(TestContext.Current.CancellationToken);

        var runs = await world.RunsAsync(sync.Id);
        Assert.Equal(left, runs.Count(run => run.Trigger is RunTrigger.Created or RunTrigger.Manual));
    }

    private static (SyncRunStatus, long) Told(SyncRun run) => (run.Status, run.Removed);

    private static async Task SetAsync(SyncsWorld world, double limit, int days)
    {
        await using var database = world.Databases.OpenForInstallation();
        await database.Projects.ExecuteUpdateAsync(set =>
            set.SetProperty(row => row.RemovalLimit, limit).SetProperty(row => row.RetentionDays, days)
        );
    }
}
