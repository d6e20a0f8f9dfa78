using Rollcall.Cli.Tests.Sync;

namespace Rollcall.Cli.Tests.Members;

public sealed class MembersTests : IAsyncLifetime
{
    private SyncWorkspace _work = null!;

    public async ValueTask InitializeAsync() => _work = await SyncWorkspace.StartAsync();

    [Fact]
    public async Task The_membership_equals_the_cohort()
    {
        var users = Enumerable.Range(1, 3000).Select(number => $"ü-{number}").ToList();
        await _work.SyncAsync(_work.Cohort(users));

        var run = await CommandRun.Of("members", "--state", _work.State);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(users.Order(StringComparer.Ordinal), Lines(run).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_value_with_a_line_break_stays_one_line()
    {
        await _work.SyncAsync(_work.Write("c.csv", "user_id\n\"a\nb\"\n"));

        var run = await CommandRun.Of("members", "--state", _work.State);

        Assert.Equal("\"a\\nb\"\n", run.Out);
    }

    [Fact]
    public async Task Json_lines_keep_the_kinds_of_values()
    {
        _work.Define(definition => definition with { OtherFields = ["age", "name"] });
        await _work.SyncAsync(_work.Write("c.jsonl", "{\"user_id\": \"u1\", \"age\": 4.20, \"name\": null}\n"));

        var run = await CommandRun.Of("members", "--state", _work.State, "--json");

        Assert.Equal(
            """{"key":["u1"],"fields":{"user_id":"u1","age":4.20,"name":null},"state":"present"}""",
            Assert.Single(Lines(run))
        );
    }

    [Fact]
    public async Task A_folder_without_state_exits_2()
    {
        var run = await CommandRun.Of("members", "--state", _work["nowhere"]);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("There is no state in", run.Error);
        Assert.Empty(run.Out);
    }

    public ValueTask DisposeAsync() => _work.DisposeAsync();

    private static string[] Lines(CommandRun run) => run.Out.TrimEnd('\n').Split('\n');
}
