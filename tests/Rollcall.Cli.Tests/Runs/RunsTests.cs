using Rollcall.Cli.Tests.Sync;
using Rollcall.Sandbox.Rules;

namespace Rollcall.Cli.Tests.Runs;

public sealed class RunsTests : IAsyncLifetime
{
    private SyncWorkspace _work = null!;

    public async ValueTask InitializeAsync() => _work = await SyncWorkspace.StartAsync();

    [Fact]
    public async Task Runs_are_listed_newest_first()
    {
        var first = await _work.SyncAsync(_work.Cohort("u1"), "--json");
        var second = await _work.SyncAsync(_work.Cohort("u1", "u2"), "--json");

        var table = await CommandRun.Of("runs", "--state", _work.State);
        var json = await CommandRun.Of("runs", "--state", _work.State, "--json");

        Assert.StartsWith("RUN", table.Out);
        Assert.Equal(3, table.Out.TrimEnd('\n').Split('\n').Length);
        Assert.Equal(
            [IdOf(second), IdOf(first)],
            json.Json.EnumerateArray().Select(run => run.GetProperty("run").GetString())
        );
        Assert.Equal("succeeded", json.Json[0].GetProperty("status").GetString());
        Assert.NotEqual(default, json.Json[0].GetProperty("finished").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_run_is_shown_with_the_users_that_are_still_rejected()
    {
        _work.Sandbox.Rules = new SandboxRules { RefusedUsers = ["u3"] };
        var sync = await _work.SyncAsync(_work.Cohort("u1", "u2", "u3"), "--json");

        var text = await CommandRun.Of("runs", "show", IdOf(sync), "--state", _work.State);
        var json = await CommandRun.Of("runs", "show", IdOf(sync), "--state", _work.State, "--json");

        Assert.Equal(ExitCode.Done, text.Code);
        Assert.Contains("Still rejected, newest first:", text.Out);
        Assert.Contains("\"u3\"", text.Out);
        Assert.Contains("invalid_user", text.Out);
        var rejected = Assert.Single(json.Json.GetProperty("rejectedItems").EnumerateArray());
        Assert.Equal("u3", rejected.GetProperty("item").GetProperty("key")[0].GetString());
        Assert.Equal(400, rejected.GetProperty("status").GetInt32());
        Assert.Equal("partially_succeeded", json.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_run_is_found_by_the_beginning_of_its_ID()
    {
        var sync = await _work.SyncAsync(_work.Cohort("u1"), "--json");

        var run = await CommandRun.Of("runs", "show", IdOf(sync)[..^2], "--state", _work.State);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains(IdOf(sync), run.Out);
    }

    [Fact]
    public async Task A_run_that_there_is_not_exits_2()
    {
        await _work.SyncAsync(_work.Cohort("u1"));

        var run = await CommandRun.Of("runs", "show", "zzz", "--state", _work.State);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Equal("There is no run \"zzz\" here. `rollcall runs` lists them.\n", run.Error);
    }

    public ValueTask DisposeAsync() => _work.DisposeAsync();

    private static string IdOf(CommandRun sync) => sync.Json.GetProperty("run").GetString()!;
}
