using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Sandbox.Rules;

namespace Rollcall.Cli.Tests.Sync;

public sealed class SyncTests : IAsyncLifetime
{
    private SyncWorkspace _work = null!;

    public async ValueTask InitializeAsync() => _work = await SyncWorkspace.StartAsync();

    [Fact]
    public async Task The_list_becomes_the_cohort_and_then_follows_it()
    {
        var first = await _work.SyncAsync(_work.Cohort("u1", "u2", "ü3"), "--json");
        var second = await _work.SyncAsync(_work.Cohort("u2", "ü3", "u4"), "--json");
        var third = await _work.SyncAsync(_work.Cohort("u2", "ü3", "u4"), "--json");

        Assert.All([first, second, third], run => Assert.Equal(ExitCode.Done, run.Code));
        Assert.Equal((3, 0), SyncWorkspace.Counts(first, "delivered"));
        Assert.Equal((1, 1), SyncWorkspace.Counts(second, "delivered"));
        Assert.Equal(0, third.Json.GetProperty("requests").GetProperty("sent").GetInt64());
        Assert.Equal(["u2", "u4", "ü3"], Members());
    }

    [Fact]
    public async Task The_report_is_plain_words_and_a_small_table()
    {
        var run = await _work.SyncAsync(_work.Cohort("u1", "u2"));

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("succeeded: the destination holds exactly the cohort.", run.Out);
        Assert.Contains("PLANNED  DELIVERED  REJECTED", run.Out);
        Assert.Contains("2 to add, 0 to remove, 0 changed.", run.Error);
    }

    [Fact]
    public async Task Skipped_members_are_shown_with_file_and_line()
    {
        var run = await _work.SyncAsync(_work.Write("trial.csv", "user_id,n\nu1,1\nu1,2\n,3\n"));

        Assert.Contains("3 members read, 1 user; skipped: 1 invalid, 1 duplicate", run.Out);
        Assert.Contains("trial.csv:4: ", run.Out);
        Assert.Contains("trial.csv:3: ", run.Out);
    }

    [Fact]
    public async Task Several_files_and_standard_input_are_one_cohort()
    {
        _work.Setup = _work.Setup with { Input = "user_id\nu3\n" };

        var run = await _work.SyncAsync(_work.Cohort("u1"), _work.Write("more.csv", "user_id\nu2\n"), "-", "--json");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(["u1", "u2", "u3"], Members());
        Assert.Equal("[Rollcall] trial", _work.Sandbox.Lists.All[0].Name);
    }

    [Fact]
    public async Task A_column_is_mapped_and_the_cohort_named()
    {
        var cohort = _work.Write("users.csv", "id,mail\n1,a@x.example\n");

        var run = await _work.SyncAsync(cohort, "--map", "user_id=mail", "--cohort-name", "Tři & 4");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(["a@x.example"], Members());
        Assert.Equal("[Rollcall] Tři & 4", _work.Sandbox.Lists.All[0].Name);
    }

    [Fact]
    public async Task A_query_over_files_is_a_cohort()
    {
        var file = _work.Write("users.csv", "id,plan\n1,trial\n2,paid\n3,trial\n");
        string[] command = ["sync", _work.Define(), "--state", _work.State, "--cohort-name", "Trial"];

        var run = await CommandRun.Of([
            .. command,
            "--query",
            $"select 'u' || id as user_id from '{file}' where plan = 'trial'",
        ]);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(["u1", "u3"], Members());
    }

    [Fact]
    public async Task A_dry_run_sends_nothing_and_leaves_nothing()
    {
        var run = await _work.SyncAsync(_work.Cohort("u1", "u2"), "--dry-run", "--json");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal("planned", SyncWorkspace.StatusOf(run));
        Assert.Equal((2, 0), SyncWorkspace.Counts(run, "planned"));
        Assert.Equal(0, _work.Sandbox.Log.Count);
        Assert.False(Directory.Exists(_work.State));
    }

    [Fact]
    public async Task Refused_credentials_are_told_in_the_definitions_words_and_exit_1()
    {
        _work.Sandbox.Faults.Add(Fault.Answering(null, 401));
        _work.Define(definition =>
            definition with
            {
                Errors = ["{status: 401, reason: API key, message: The key was refused.}"],
            }
        );

        var run = await _work.SyncAsync(_work.Cohort("u1"));

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Equal(1, _work.Sandbox.Log.Count);
        Assert.Contains("API key (createList, status 401), once\n  The key was refused.", run.Out);
    }

    [Theory]
    [InlineData("--allow-rejected=0", ExitCode.Failed)]
    [InlineData("--allow-rejected=1", ExitCode.Done)]
    [InlineData("--allow-rejected=10%", ExitCode.Done)]
    [InlineData("--allow-rejected=9%", ExitCode.Failed)]
    public async Task Rejected_users_exit_1_unless_they_are_allowed(string option, int code)
    {
        _work.Sandbox.Rules = new SandboxRules { RefusedUsers = ["u3"] };
        _work.Define(definition => definition with { BatchSize = 5 });
        var cohort = _work.Cohort(Enumerable.Range(1, 10).Select(number => $"u{number}"));

        var run = await _work.SyncAsync(cohort, option, "--json");

        Assert.Equal(code, run.Code);
        Assert.Equal("partially_succeeded", SyncWorkspace.StatusOf(run));
        Assert.Equal((1, 0), SyncWorkspace.Counts(run, "rejected"));
        Assert.Equal(9, Members().Length);
    }

    [Fact]
    public async Task Unusual_removals_are_held_with_3_until_they_are_confirmed()
    {
        var users = Enumerable.Range(1, 40).Select(number => $"u{number}").ToList();
        await _work.SyncAsync(_work.Cohort(users));
        var few = _work.Cohort(users.Take(5));

        var held = await _work.SyncAsync(few);
        var sent = _work.Sandbox.Log.Count;
        var confirmed = await _work.SyncAsync(few, "--confirm-removals", "--json");

        Assert.Equal(ExitCode.Held, held.Code);
        Assert.Contains("--confirm-removals", held.Out);
        Assert.Equal(2, sent);
        Assert.Equal(ExitCode.Done, confirmed.Code);
        Assert.Equal((0, 35), SyncWorkspace.Counts(confirmed, "delivered"));
    }

    [Fact]
    public async Task Ctrl_C_finishes_what_is_in_flight_keeps_it_and_exits_130()
    {
        using var stop = new CancellationTokenSource();
        _work.Define(definition => definition with { BatchSize = 1, Parallelism = 1 });
        _work.Setup = _work.Setup with { Stop = stop.Token };
        var cohort = _work.Cohort(Enumerable.Range(1, 3000).Select(number => $"u{number}"));

        var running = Task.Run(() => _work.SyncAsync(cohort, "--json"));
        await _work.Sandbox.Log.WaitForAsync(entry => entry.Operation == Operation.Add && entry.Sequence > 5);
        await stop.CancelAsync();
        var run = await running;

        Assert.Equal(ExitCode.Interrupted, run.Code);
        Assert.Equal("canceled", SyncWorkspace.StatusOf(run));
        Assert.Equal(SyncWorkspace.Counts(run, "delivered").Add, Members().Length);
        Assert.InRange(Members().Length, 1, 2999);
    }

    public ValueTask DisposeAsync() => _work.DisposeAsync();

    private string[] Members() => [.. Assert.Single(_work.Sandbox.Lists.All).Members().Order(StringComparer.Ordinal)];
}
