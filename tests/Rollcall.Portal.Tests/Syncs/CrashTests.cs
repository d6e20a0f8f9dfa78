using Rollcall.Portal.Tests.Browser;
using Rollcall.Sandbox;
using Rollcall.Sandbox.Log;
using Rollcall.Storage.Syncs;
using Rollcall.Testing.Checking;
using Rollcall.Testing.Cohorts;
using Rollcall.Testing.Definitions;

namespace Rollcall.Portal.Tests.Syncs;

/// <summary>The server as a process ends in the middle of a run.</summary>
public sealed class CrashTests
{
    private const int Size = 20_000;
    private const int BatchSize = 100;

    [Fact]
    public async Task Nothing_is_lost_and_little_repeated_however_often_the_server_is_killed()
    {
        const int Kills = 3;
        await using var sandbox = await SandboxServer.StartAsync();
        await using var portal = await StartAsync(sandbox);
        var sync = await SeededSync.CreateAsync(portal, Definition(sandbox), Cohort.Users(0, Size));

        for (var kill = 1; kill <= Kills; kill++)
        {
            var after = kill * 25;
            await sandbox.Log.WaitForAsync(entry => entry.Operation == Operation.Add && entry.Sequence > after);
            await portal.KillAsync();
            await portal.RestartAsync();
        }
        var run = Assert.Single(await sync.EndedAsync());

        Assert.Equal((SyncRunStatus.Succeeded, Size), (run.Status, run.Added));
        Assert.InRange(Checker(sandbox).Repeats().Count, 0, 4 * Kills);
        Assert.Empty(Checker(sandbox).Violations());
        Assert.Empty(Checker(sandbox).ListDiffers(Assert.Single(sandbox.Lists.All).Id, Cohort.Users(0, Size)));
    }

    [Fact]
    public async Task A_graceful_stop_of_the_server_loses_and_repeats_nothing()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        await using var portal = await StartAsync(sandbox);
        var sync = await SeededSync.CreateAsync(portal, Definition(sandbox), Cohort.Users(0, Size));
        await sandbox.Log.WaitForAsync(entry => entry.Operation == Operation.Add && entry.Sequence > 25);

        var began = TimeProvider.System.GetTimestamp();
        await portal.StopAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        await portal.RestartAsync();
        var run = Assert.Single(await sync.EndedAsync());

        Assert.Equal((SyncRunStatus.Succeeded, Size), (run.Status, run.Added));
        Assert.Empty(Checker(sandbox).Repeats());
        Assert.Empty(Checker(sandbox).Violations());
        Assert.Equal(Size / BatchSize, Checker(sandbox).Batches().Count());
        Assert.Empty(Checker(sandbox).ListDiffers(Assert.Single(sandbox.Lists.All).Id, Cohort.Users(0, Size)));
    }

    private static Task<RunningPortal> StartAsync(SandboxServer sandbox) =>
        RunningPortal.StartAsync(
            new Dictionary<string, string> { ["ROLLCALL__ALLOWEDADDRESSES"] = sandbox.Address.Authority }
        );

    private static SandboxDefinition Definition(SandboxServer sandbox) =>
        new() { Address = sandbox.Address, BatchSize = BatchSize };

    private static DeliveryChecker Checker(SandboxServer sandbox) => new(sandbox.Log) { MaxItems = BatchSize };
}
