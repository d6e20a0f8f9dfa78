using Microsoft.EntityFrameworkCore;
using Rollcall.Sandbox.Faults;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>When a sync's owner gets a mail.</summary>
public sealed class SyncMailTests
{
    [Fact]
    public async Task A_run_that_is_held_after_one_was_discarded_is_told_again_and_one_that_takes_anothers_place_is_not()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(500));
        await world.UploadAsync(cohort.Id, Users(50));
        await world.RunAsync(sync.Id);
        var newer = await world.RunAsync(sync.Id);
        Assert.Equal(["Sync needs your word"], await MailsAsync(world));

        await world.Get<SyncOrders>().RejectAsync(world.Asker, newer.Id);
        Assert.Equal(SyncRunStatus.Held, (await world.RunAsync(sync.Id)).Status);

        Assert.Equal(["Sync needs your word", "Sync needs your word"], await MailsAsync(world));
    }

    [Fact]
    public async Task A_recovery_is_told_although_a_run_was_held_and_one_discarded_since_the_failure()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(500));
        await world.UploadAsync(cohort.Id, Users(510));
        world.Sandbox.Faults.Add(Fault.Answering(null, 400));
        Assert.Equal(SyncRunStatus.Failed, (await world.RunAsync(sync.Id)).Status);
        world.Sandbox.Faults.Clear();
        await world.UploadAsync(cohort.Id, Users(50));
        var held = await world.RunAsync(sync.Id);
        await world.Get<SyncOrders>().RejectAsync(world.Asker, held.Id);
        await world.UploadAsync(cohort.Id, Users(520));

        Assert.Equal(SyncRunStatus.Succeeded, (await world.RunAsync(sync.Id)).Status);
        Assert.Equal(SyncRunStatus.Succeeded, (await world.RunAsync(sync.Id)).Status);

        Assert.Equal(["Sync failed", "Sync needs your word", "Sync is well again"], await MailsAsync(world));
    }

    private static async Task<List<string>> MailsAsync(SyncsWorld world)
    {
        await using var database = world.Databases.OpenForInstallation();
        var subjects = await database.Mails.OrderBy(mail => mail.CreatedAt).Select(mail => mail.Subject).ToListAsync();
        return [.. subjects.Select(subject => subject.Split(':')[0])];
    }
}
