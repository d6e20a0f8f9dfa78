using System.IO.Compression;
using System.Text;
using Rollcall.Storage;

namespace Rollcall.Cli.Tests.Sync;

/// <summary>What cannot be done as asked: a sentence, an exit code, and nothing sent.</summary>
public sealed class SyncUsageTests : IAsyncLifetime
{
    private SyncWorkspace _work = null!;

    public async ValueTask InitializeAsync() => _work = await SyncWorkspace.StartAsync();

    [Theory]
    [InlineData("--set region=eu", "--set region: \"Sandbox\" declares no such variable.")]
    [InlineData("--set bearer_tokn=x", "declares no such variable. Did you mean bearer_token?")]
    [InlineData("--set user_id=x", "Say which column feeds it with --map user_id=COLUMN.")]
    [InlineData("--set cohort_name=x", "this is a variable that rollcall gives; it cannot be set.")]
    [InlineData("--map userid=x", "--map userid: the mapping has no such field. Did you mean user_id?")]
    [InlineData("--map user_id=", "--map user_id: the column's name is missing.")]
    [InlineData("--map user_id=mail", "mail")]
    [InlineData("--source postgres://db", "databases are not supported yet")]
    [InlineData("--query select", "--cohort and --query each name a cohort. Give one of them.")]
    [InlineData("--same-account --fresh", "--same-account and --fresh contradict each other. Give one.")]
    [InlineData("--cohort-name=", "Required argument missing for option: '--cohort-name'.")]
    public async Task Wrong_options_exit_2(string options, string sentence)
    {
        _work.Define(definition => definition with { Bearer = true });
        _work.Setup = _work.Setup with { Environment = new() { ["ROLLCALL_SET_bearer_token"] = "token" } };

        var run = await _work.SyncAsync(_work.Cohort("u1"), options.Split(' '));

        Assert.Contains(sentence, run.Error);
        AssertRefused(run, ExitCode.Usage);
    }

    [Fact]
    public async Task A_missing_setting_exits_2_and_says_how_to_give_it()
    {
        _work.Define(definition => definition with { Bearer = true });

        var run = await _work.SyncAsync(_work.Cohort("u1"));

        Assert.Contains("Give --set bearer_token=…, or set ROLLCALL_SET_bearer_token in the environment.", run.Error);
        AssertRefused(run, ExitCode.Usage);
    }

    [Fact]
    public async Task A_setting_that_no_header_can_hold_exits_2()
    {
        _work.Define(definition => definition with { Bearer = true });

        var run = await _work.SyncAsync(_work.Cohort("u1"), "--set", "bearer_token=a\nX-Evil: yes");

        Assert.Contains("$bearer_token", run.Error);
        Assert.DoesNotContain("X-Evil", run.Error);
        AssertRefused(run, ExitCode.Usage);
    }

    [Fact]
    public async Task A_missing_column_exits_2()
    {
        var run = await _work.SyncAsync(_work.Write("c.csv", "userid\nu1\n"));

        Assert.Contains("user_id", run.Error);
        AssertRefused(run, ExitCode.Usage);
    }

    [Fact]
    public async Task A_missing_file_exits_2() =>
        AssertRefused(await _work.SyncAsync(_work["nowhere.csv"]), ExitCode.Usage);

    [Fact]
    public async Task The_same_file_twice_exits_2()
    {
        var cohort = _work.Cohort("u1");

        var run = await _work.SyncAsync(cohort, cohort);

        Assert.Contains("2 times. Give each file once.", run.Error);
        AssertRefused(run, ExitCode.Usage);
    }

    [Theory]
    [InlineData("user_id,n\nu1,1\nu2\n")]
    [InlineData("user_id,n\nu1,1\n\"u2,2\n")]
    public async Task A_cohort_cut_short_exits_1(string csv) =>
        AssertRefused(await _work.SyncAsync(_work.Write("c.csv", csv)), ExitCode.Failed);

    [Fact]
    public async Task A_compressed_cohort_cut_short_exits_1()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes("user_id\n" + string.Join('\n', Enumerable.Range(1, 5000))));
        }
        await File.WriteAllBytesAsync(_work["c.csv.gz"], packed.ToArray()[..^20]);

        AssertRefused(await _work.SyncAsync(_work["c.csv.gz"]), ExitCode.Failed);
    }

    [Fact]
    public async Task A_state_directory_that_another_run_has_locked_exits_2()
    {
        using var other = StateDirectory.Open(_work.State);

        var run = await _work.SyncAsync(_work.Cohort("u1"));

        Assert.Contains($"Another run goes on in {_work.State}.", run.Error);
        AssertRefused(run, ExitCode.Usage);
    }

    [Fact]
    public async Task A_definition_with_errors_exits_2_and_tells_them()
    {
        _work.Define(definition => definition with { Lines = ["delivry: {}"] });

        var run = await _work.SyncAsync(_work.Cohort("u1"));

        Assert.Contains("delivery", run.Error);
        AssertRefused(run, ExitCode.Usage);
    }

    [Fact]
    public async Task A_database_in_the_environment_is_not_taken_for_files()
    {
        var setup = new CommandSetup { Environment = { ["ROLLCALL_SOURCE_URL"] = "postgres://db" } };

        var run = await setup.RunAsync("sync", _work.Define(), "--query", "select 1", "--state", _work.State);

        Assert.Contains("ROLLCALL_SOURCE_URL names a database", run.Error);
        AssertRefused(run, ExitCode.Usage);
    }

    [Fact]
    public async Task Public_addresses_only_refuses_the_loopback()
    {
        var run = await _work.SyncAsync(_work.Cohort("u1"), "--public-only");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("address not allowed", run.Out);
        Assert.Equal(0, _work.Sandbox.Log.Count);
    }

    public ValueTask DisposeAsync() => _work.DisposeAsync();

    private void AssertRefused(CommandRun run, int code)
    {
        Assert.Equal(code, run.Code);
        Assert.Empty(run.Out);
        Assert.NotEmpty(run.Error);
        Assert.Equal(0, _work.Sandbox.Log.Count);
    }
}
