using Rollcall.Core.Runs;
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

    [Fact]
    public async Task A_data_folder_has_one_server_at_a_time()
    {
        var folder = Directory.CreateTempSubdirectory("rollcall-").FullName;
        await using (await StartAsync(folder))
        {
            var refused = await Assert.ThrowsAsync<UsageException>(() => StartAsync(folder));
            Assert.Contains("Another server runs on the data folder", refused.Message);
        }
        await using var next = await StartAsync(folder);
    }

    [Fact]
    public async Task An_address_in_use_is_told_in_a_sentence_and_leaves_the_folder_free()
    {
        await using var first = await StartAsync(Directory.CreateTempSubdirectory("rollcall-").FullName);
        var folder = Directory.CreateTempSubdirectory("rollcall-").FullName;
        var address = first.Address.GetLeftPart(UriPartial.Authority);
        var refused = await Assert.ThrowsAsync<UsageException>(() => StartAsync(folder, address));
        Assert.Contains($"Something listens on {address} already", refused.Message);
        await using var next = await StartAsync(folder);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_told_in_a_sentence()
    {
        var file = Path.GetTempFileName();
        var refused = await Assert.ThrowsAsync<UsageException>(() => StartAsync(file));
        Assert.Contains($"The data folder {file} cannot be made", refused.Message);
        File.Delete(file);
    }

    private static Task<RollcallServer> StartAsync(string folder, string url = "http://127.0.0.1:0") =>
        RollcallServer.StartAsync(
            new ServerOptions { Data = folder, Url = url },
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
}
