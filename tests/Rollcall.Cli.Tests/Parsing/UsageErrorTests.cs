namespace Rollcall.Cli.Tests.Parsing;

public sealed class UsageErrorTests
{
    private const string Sync = "sync a.yaml --state s --cohort c.csv ";

    [Theory]
    [InlineData("", "Give a command: init, validate, preview, test, sync, members, runs, sandbox, serve, admin, demo.")]
    [InlineData("snyc", "`rollcall` has no command snyc. Did you mean sync?")]
    [InlineData("runs sho", "`rollcall runs` has no command sho. Did you mean show?")]
    [InlineData("runs", "Option '--state' is required.")]
    [InlineData("sync a.yaml --cohrt x --state s", "`rollcall sync` has no option --cohrt. Did you mean --cohort?")]
    [InlineData(Sync + "--setregion=eu", "`rollcall sync` has no option --setregion.")]
    [InlineData(Sync + "--verbosely", "`rollcall sync` has no option --verbosely.")]
    [InlineData(Sync + "--state t", "--state is given 2 times. Give it once.")]
    [InlineData(Sync + "--full --full", "--full is given 2 times. Give it once.")]
    [InlineData(Sync + "--json --json --json", "--json is given 3 times. Give it once.")]
    [InlineData(Sync + "--confirm-removals --confirm-removals=5", "--confirm-removals is given 2 times. Give it once.")]
    [InlineData(Sync + "--set region", "--set takes k=v; an equals sign is missing.")]
    [InlineData(Sync + "--set =eu", "--set takes k=v; a name is missing.")]
    [InlineData(Sync + "--set a=1 b=2 --set a=3", "--set gives a twice. Give it once.")]
    [InlineData(Sync + "--map user_id", "--map takes variable=column; an equals sign is missing.")]
    [InlineData("sync a.yaml --cohort --state s", "--cohort needs a value; --state follows instead.")]
    [InlineData("sync a.yaml --state --cohort=c.csv", "Required argument missing for option: '--state'.")]
    [InlineData("sync --state s --cohort c.csv", "Required argument 'INTEGRATION' missing for command: 'sync'.")]
    [InlineData(
        "sync a.yaml b.yaml --state s",
        "`rollcall sync` does not know what to do with \"b.yaml\". Give it behind the option that it belongs to, or leave it out."
    )]
    [InlineData(
        Sync + "--dry-run false",
        "`rollcall sync` does not know what to do with \"false\". Give it behind the option that it belongs to, or leave it out."
    )]
    [InlineData(
        Sync + "--confirm-removals=many",
        "--confirm-removals takes nothing or =N, a whole number of removals at most, not \"many\"."
    )]
    [InlineData(
        Sync + "--max-removals 200%",
        "--max-removals takes a share from 0% to 100% or a whole number of items, such as 20% or 500, not \"200%\"."
    )]
    [InlineData(
        Sync + "--allow-rejected -5",
        "--allow-rejected takes a share from 0% to 100% or a whole number of items, such as 20% or 500, not \"-5\"."
    )]
    [InlineData(
        Sync + "--retry-base 1",
        "--retry-base takes a number over zero and ms, s, m or h, such as 1s, not \"1\"."
    )]
    [InlineData(
        Sync + "--retry-base 0s",
        "--retry-base takes a number over zero and ms, s, m or h, such as 1s, not \"0s\"."
    )]
    [InlineData(
        Sync + "--memory 1MB",
        "--memory takes a number and KB, MB or GB, at least 16.0 MB, such as 128MB, not \"1MB\"."
    )]
    [InlineData("init --type segment", "--type is list or property, not \"segment\".")]
    public async Task Wrong_usage_exits_2_with_a_sentence_that_names_it(string line, string sentence)
    {
        var run = await CommandRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Equal(sentence, run.Error.Split('\n')[0]);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task A_secret_that_lost_its_name_is_not_repeated()
    {
        var run = await CommandRun.Of("sync", "a.yaml", "--state", "s", "--cohort", "c.csv", "--set", "hunter2");

        Assert.DoesNotContain("hunter2", run.Error);
    }

    [Fact]
    public async Task Several_unknown_options_are_told_at_once()
    {
        var run = await CommandRun.Of("sync", "a.yaml", "--stat", "s", "--ful");

        Assert.Contains("no option --stat. Did you mean --state?", run.Error);
        Assert.Contains("no option --ful. Did you mean --full?", run.Error);
    }
}
