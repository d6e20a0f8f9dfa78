namespace Rollcall.Cli.Tests.Demo;

public sealed class DemoTests : IDisposable
{
    private readonly Workspace _folder = new();

    [Fact]
    public async Task The_demo_works_twice_in_the_same_folder()
    {
        var setup = new CommandSetup { Folder = _folder[""] };

        var first = await setup.RunAsync("demo");
        var second = await setup.RunAsync("demo", "--json");

        Assert.Equal(ExitCode.Done, first.Code);
        Assert.Contains("That is exactly Tuesday's cohort, byte for byte.", first.Out);
        Assert.Contains("3 requests with 25,000 users to add", first.Out);
        Assert.Equal(ExitCode.Done, second.Code);
        Assert.True(second.Json.GetProperty("succeeded").GetBoolean());
        Assert.Equal(25150, second.Json.GetProperty("members").GetInt32());
        var tuesday = second.Json.GetProperty("syncs")[1].GetProperty("received");
        Assert.Equal(310, tuesday.GetProperty("removed").GetInt32());
        Assert.True(File.Exists(Path.Combine(_folder[""], ".rollcall", "demo", "destination.log")));
    }

    public void Dispose() => _folder.Dispose();
}
