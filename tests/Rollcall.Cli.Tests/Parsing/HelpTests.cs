namespace Rollcall.Cli.Tests.Parsing;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("init")]
    [InlineData("validate")]
    [InlineData("preview")]
    [InlineData("test")]
    [InlineData("sync")]
    [InlineData("members")]
    [InlineData("runs")]
    [InlineData("runs show")]
    [InlineData("sandbox")]
    [InlineData("demo")]
    [InlineData("serve")]
    [InlineData("admin create-user")]
    [InlineData("admin create-token")]
    [InlineData("admin reset-password")]
    public async Task Every_command_has_help_with_an_example(string verb)
    {
        var run = await CommandRun.Of([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Empty(run.Error);
        Assert.True(verb.Length == 0 || run.Out.Contains("\nExample:\n  rollcall " + verb));
        Snapshot.Matches($"help {verb}".TrimEnd() + ".txt", run.Out);
    }

    [Fact]
    public async Task Help_wins_over_faults_of_the_command_line()
    {
        var run = await CommandRun.Of("sync", "--cohrt", "--help");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("rollcall sync <INTEGRATION>", run.Out);
    }
}
