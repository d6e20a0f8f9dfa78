using Rollcall.Sandbox.Log;
using Rollcall.Testing.Processes;

namespace Rollcall.Cli.Tests.Sync;

public sealed class InterruptionTests
{
    [Fact]
    public async Task A_real_Ctrl_C_keeps_what_was_acknowledged_and_exits_130()
    {
        await using var work = await SyncWorkspace.StartAsync();
        var definition = work.Define(definition => definition with { BatchSize = 1, Parallelism = 1 });
        var cohort = work.Cohort(Enumerable.Range(1, 5000).Select(number => $"u{number}"));

        await using var process = RollcallProcess.Start([
            "sync",
            definition,
            "--cohort",
            cohort,
            "--state",
            work.State,
            "--json",
        ]);
        await work.Sandbox.Log.WaitForAsync(entry => entry.Operation == Operation.Add);
        process.Interrupt();
        var result = await process.EndAsync();

        Assert.Equal(ExitCode.Interrupted, result.ExitCode);
        Assert.Equal("canceled", result.Json().GetProperty("status").GetString());
        Assert.Contains("Stopping: requests in flight finish first.", result.Errors);
        var members = await CommandRun.Of("members", "--state", work.State);
        Assert.Equal(work.Sandbox.Lists.All[0].Members().Order(), members.Out.TrimEnd('\n').Split('\n').Order());
    }
}
