namespace Rollcall.Cli.Tests.Demo;

public sealed class DemoTests : IDisposable
{
    private readonly Workspace _folder = new();

    [Fact]
    public async Task The_demo_works_twice_in_the_same_folder()
    {
        var setup = new CommandSetup { Folder = _folder[""] };

        var first = await setup.RunAsync("demo", "--once");
        var second = await setup.RunAsync("demo", "--once", "--json");

        Assert.True(first.Code == ExitCode.Done, $"{first.Out}\n{first.Error}");
        Assert.Contains("That is exactly the cohort, byte for byte.", first.Out);
        Assert.Contains("1 request with 10,000 users to add", first.Out);
        Assert.Contains("/sign-in/link/", first.Out);
        Assert.True(second.Code == ExitCode.Done, $"{second.Out}\n{second.Error}");
        Assert.True(second.Json.GetProperty("succeeded").GetBoolean());
        Assert.Equal(10_150, second.Json.GetProperty("members").GetInt32());
        Assert.Equal(310, second.Json.GetProperty("runs")[1].GetProperty("removed").GetInt32());
        Assert.True(File.Exists(Path.Combine(_folder[""], ".rollcall", "demo", "destination.log")));
    }

    public void Dispose() => _folder.Dispose();
}
