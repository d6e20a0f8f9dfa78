using Rollcall.Testing.Processes;

namespace Rollcall.Server.Tests.Api;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_committed_description_is_the_one_that_the_server_gives()
    {
        await using var portal = await TestPortal.StartAsync();
        using var http = portal.Api(token: null);
        var given = await http.GetStringAsync("/api/v1/openapi.json");
        var file = Path.Combine(ProgramFiles.Root, "docs/openapi.json");
        if (Environment.GetEnvironmentVariable("ROLLCALL_OPENAPI") == "write")
        {
            await File.WriteAllTextAsync(file, given + "\n");
        }
        Assert.True(
            (await File.ReadAllTextAsync(file)).TrimEnd() == given.TrimEnd(),
            "docs/openapi.json is not what the server gives. Run this test with ROLLCALL_OPENAPI=write, and look at the difference."
        );
    }

    [Fact]
    public async Task The_page_of_the_api_loads_nothing_from_elsewhere()
    {
        await using var portal = await TestPortal.StartAsync();
        using var http = portal.Api(token: null);
        using var answer = await http.GetAsync("/api/");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode);
        Assert.DoesNotContain("https://", page);
        Assert.Contains("nonce-", answer.Headers.GetValues("Content-Security-Policy").Single());
    }
}
