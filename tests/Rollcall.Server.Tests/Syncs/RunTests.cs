using Microsoft.EntityFrameworkCore;
using Rollcall.Sandbox.Faults;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>Runs of a sync, from its making on.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task A_new_sync_delivers_its_cohort_at_once_and_then_what_has_changed()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(500));
        var list = (await world.ReadAsync(sync.Id)).ListId!;
        world.ListHolds(list, Users(500));

        await world.UploadAsync(cohort.Id, Users(510)[10..]);
        var run = await world.RunAsync(sync.Id);

        Assert.Equal((SyncRunStatus.Succeeded, 10, 10), (run.Status, run.Added, run.Removed));
        world.ListHolds(list, Users(510)[10..]);
        Assert.Equal(RunTrigger.Created, (await world.RunsAsync(sync.Id))[1].Trigger);
    }

    [Fact]
    public async Task Held_removals_wait_for_the_number_typed_and_go_when_it_is_right()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(500));
        await world.UploadAsync(cohort.Id, Users(50));
        var held = await world.RunAsync(sync.Id);
        Assert.Equal((SyncRunStatus.Held, 450), (held.Status, held.HeldRemovals));
        var view = await world.Get<SyncHistory>().RunAsync(world.Asker, held.Id);
        Assert.Equal(20, view.Report!.LeavingExamples!.Count);
        Assert.Equal([50, 500], view.Sizes);
        Assert.NotEmpty(view.LikelyReasons);
        var orders = world.Get<SyncOrders>();

        await Assert.ThrowsAsync<Refusal>(() => orders.ConfirmAsync(world.Asker, held.Id, 449));
        await orders.ConfirmAsync(world.Asker, held.Id, 450);

        var run = await world.EndedAsync(sync.Id, 3);
        Assert.Equal((SyncRunStatus.Succeeded, 450), (run.Status, run.Removed));
        Assert.Equal(SyncRunStatus.Superseded, (await world.RunsAsync(sync.Id))[1].Status);
        world.ListHolds((await world.ReadAsync(sync.Id)).ListId!, Users(50));
        await Assert.ThrowsAsync<Refusal>(() => orders.ConfirmAsync(world.Asker, held.Id, 450));
    }

    [Fact]
    public async Task A_newer_reading_voids_the_word_on_an_older_one()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(500));
        await world.UploadAsync(cohort.Id, Users(50));
        var held = await world.RunAsync(sync.Id);
        await world.UploadAsync(cohort.Id, Users(40));

        await world.Get<SyncOrders>().ConfirmAsync(world.Asker, held.Id, 450);

        var newer = await world.EndedAsync(sync.Id, 3);
        Assert.Equal((SyncRunStatus.Held, 460), (newer.Status, newer.HeldRemovals));
        Assert.Equal(newer.Id, (await world.ReadAsync(sync.Id)).HeldRunId);
        world.ListHolds((await world.ReadAsync(sync.Id)).ListId!, Users(500));
    }

    [Fact]
    public async Task A_dry_run_tells_the_numbers_and_sends_nothing()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(500));
        await world.UploadAsync(cohort.Id, Users(510)[10..]);
        var sent = world.Sandbox.Log.Count;

        await world.Get<SyncOrders>().DryRunAsync(world.Asker, sync.Id);
        var run = await world.EndedAsync(sync.Id, 2);

        var view = await world.Get<SyncHistory>().RunAsync(world.Asker, run.Id);
        Assert.Equal(SyncRunStatus.Planned, run.Status);
        Assert.Equal((10, 10), (view.Report!.Planned.Add, view.Report.Planned.Remove));
        Assert.Equal(sent, world.Sandbox.Log.Count);
        Assert.Equal(SyncRunStatus.Succeeded, (await world.ReadAsync(sync.Id)).LastStatus);
    }

    [Fact]
    public async Task Refused_credentials_stop_all_syncs_of_the_destination_until_they_are_accepted()
    {
        await using var world = await StartAsync(sandbox =>
            sandbox with
            {
                Errors = ["{status: 401, reason: API key, message: The key was refused.}"],
            }
        );
        var (_, first) = await world.SyncedAsync(Users(50), "First");
        var (cohort, second) = await world.SyncedAsync(Users(60), "Second");
        await world.UploadAsync(cohort.Id, Users(61));
        world.Sandbox.Faults.Add(Fault.Answering(null, 401));

        var run = await world.RunAsync(second.Id);

        Assert.Equal(SyncRunStatus.Failed, run.Status);
        Assert.Equal(SyncState.NeedsCredentials, (await world.ReadAsync(first.Id)).State);
        Assert.Null((await world.ReadAsync(first.Id)).NextDue);
        Assert.InRange(
            (await world.ReadAsync(second.Id)).NextDue!.Value - world.Time.GetUtcNow(),
            TimeSpan.FromHours(23),
            TimeSpan.FromHours(24)
        );
        Assert.Equal(["dst_1"], world.Destinations.Refused);
        var error = (await world.Get<SyncHistory>().RunAsync(world.Asker, run.Id)).Errors.Single().Error;
        Assert.Equal(("API key", "The key was refused.", 401), (error.Type, error.Message, error.Status));
        Assert.Contains("POST", error.Request, StringComparison.Ordinal);
        Assert.Contains(
            await MailsAsync(world),
            mail => mail.StartsWith("Sync failed: Second", StringComparison.Ordinal)
        );

        world.Sandbox.Faults.Clear();
        Assert.Equal(SyncRunStatus.Succeeded, (await world.RunAsync(second.Id)).Status);
        Assert.Equal(SyncState.Active, (await world.ReadAsync(first.Id)).State);
        Assert.NotNull((await world.ReadAsync(first.Id)).NextDue);
        Assert.Contains(
            await MailsAsync(world),
            mail => mail.StartsWith("Sync is well again: Second", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_source_that_cannot_be_read_fails_the_run_and_is_told_with_the_cohort()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(5));
        world.Destinations.Set("dst_1", "prj_1", world.Definition);
        await using (var database = world.Databases.OpenForInstallation())
        {
            await database.Cohorts.ExecuteUpdateAsync(set => set.SetProperty(row => row.UploadId, "upl_gone"));
        }

        var run = await world.RunAsync(sync.Id);

        Assert.Equal(SyncRunStatus.Failed, run.Status);
        var known = await world.Get<Rollcall.Server.Cohorts.ProjectCohorts>().GetAsync(world.Asker, cohort.Id);
        Assert.Contains("lost its file", known.SourceFault!, StringComparison.Ordinal);
        Assert.Equal(5, known.Members);
    }

    [Fact]
    public async Task A_sync_that_is_deleted_can_take_its_members_with_it()
    {
        await using var world = await StartAsync();
        var (_, sync) = await world.SyncedAsync(Users(200));
        var list = (await world.ReadAsync(sync.Id)).ListId!;

        await world.Get<ProjectSyncs>().DeleteAsync(world.Asker, sync.Id, removeMembers: true);

        await UntilAsync(
            async () =>
            {
                await using var database = world.Databases.OpenForInstallation();
                return !await database.Syncs.AnyAsync()
                    && !Directory.Exists(Path.Combine(world.Folder, "syncs", sync.Id));
            },
            () => "The sync is still there."
        );
        world.ListHolds(list, []);
    }

    [Fact]
    public async Task Another_account_gets_a_list_of_its_own()
    {
        await using var world = await StartAsync();
        var (_, sync) = await world.SyncedAsync(Users(20));
        var before = (await world.ReadAsync(sync.Id)).ListId!;
        world.Destinations.Set("dst_1", "prj_1", world.Definition, account: "account-2");
        await using (var database = world.Databases.OpenForInstallation())
        {
            await database.Syncs.ExecuteUpdateAsync(set => set.SetProperty(row => row.AccountChange, "Fresh"));
        }

        Assert.Equal(SyncRunStatus.Succeeded, (await world.RunAsync(sync.Id)).Status);
        var after = await world.ReadAsync(sync.Id);
        Assert.NotEqual(before, after.ListId);
        world.ListHolds(after.ListId!, Users(20));
        world.ListHolds(before, Users(20));

        // Not once more.
        Assert.Equal(0, (await world.RunAsync(sync.Id)).Added);
        Assert.Equal(after.ListId, (await world.ReadAsync(sync.Id)).ListId);
    }

    [Fact]
    public async Task A_changed_mapping_is_told_in_numbers_before_it_is_made_and_strands_nobody()
    {
        await using var world = await StartAsync();
        var cohort = await world
            .Get<Rollcall.Server.Cohorts.ProjectCohorts>()
            .CreateAsync(
                world.Asker,
                new Rollcall.Server.Cohorts.NewCohort("People", Storage.Cohorts.CohortSourceKind.File)
            );
        var csv = string.Concat(Users(30).Select((user, number) => $"{user},id-{number}\n").Prepend("user_id,other\n"));
        await world
            .Get<Rollcall.Server.Cohorts.Uploads>()
            .ReceiveForAsync(
                world.Asker,
                cohort.Id,
                "p.csv",
                new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv))
            );
        var sync = await world.SyncAsync(cohort.Id);
        await world.EndedAsync(sync.Id);
        var sent = world.Sandbox.Log.Count;
        var candidate = await world.Destinations.LoadAsync("org_1", "dst_1", new Dictionary<string, string>());
        candidate = candidate with { Columns = new Dictionary<string, string> { ["user_id"] = "other" } };

        var preview = Assert.Single(await CountedAsync(world, candidate));

        Assert.Equal((30, 30, 30, null), (preview.Planned!.Add, preview.Planned.Remove, preview.Items, preview.Why));
        Assert.Equal(sent, world.Sandbox.Log.Count);
        world.Destinations.Set(candidate);
        var held = await world.RunAsync(sync.Id);
        await world.Get<SyncOrders>().ConfirmAsync(world.Asker, held.Id, 30);
        await world.EndedAsync(sync.Id, 4);
        world.ListHolds(
            (await world.ReadAsync(sync.Id)).ListId!,
            Enumerable.Range(0, 30).Select(number => $"id-{number}")
        );
    }

    [Fact]
    public async Task A_change_that_nobody_has_made_says_nothing_bad_of_the_cohort_or_the_sync()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(30));
        var candidate = await world.Destinations.LoadAsync("org_1", "dst_1", new Dictionary<string, string>());
        candidate = candidate with { Columns = new Dictionary<string, string> { ["user_id"] = "nowhere" } };

        var preview = Assert.Single(await CountedAsync(world, candidate));

        Assert.Null(preview.Planned);
        Assert.Contains("nowhere", preview.Why!, StringComparison.Ordinal);
        var known = await world.Get<Rollcall.Server.Cohorts.ProjectCohorts>().GetAsync(world.Asker, cohort.Id);
        Assert.Null(known.SourceFault);
        var after = await world.ReadAsync(sync.Id);
        Assert.Equal((SyncRunStatus.Succeeded, SyncState.Active), (after.LastStatus, after.State));
        await using var database = world.Databases.OpenForInstallation();
        Assert.Empty(await database.SyncErrors.ToListAsync());
    }

    private static async Task<List<ChangePreview>> CountedAsync(SyncsWorld world, SyncDestination candidate)
    {
        var counted = new List<ChangePreview>();
        await foreach (var preview in world.Get<ChangePreviews>().OfAsync(world.Asker, "dst_1", _ => candidate))
        {
            counted.Add(preview);
        }
        return counted;
    }

    private static async Task<List<string>> MailsAsync(SyncsWorld world)
    {
        await using var database = world.Databases.OpenForInstallation();
        return await database.Mails.Select(mail => mail.Subject).ToListAsync();
    }
}
