using Rollcall.Server.Configuration;

namespace Rollcall.Server.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task A_started_server_answers_on_loopback()
    {
        var folder = Directory.CreateTempSubdirectory("rollcall-").FullName;
        await using var server = await RollcallServer.StartAsync(
            new ServerOptions { Data = folder, Url = "http://127.0.0.1:0" },
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        using var http = new HttpClient { BaseAddress = server.Address };
        Assert.Contains(
            "openapi",
            await http.GetStringAsync("/api/v1/openapi.json", TestContext.Current.CancellationToken)
        );
    }
}
