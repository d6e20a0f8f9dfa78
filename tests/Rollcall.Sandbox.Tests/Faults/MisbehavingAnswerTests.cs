using System.Net;
using Rollcall.Sandbox.Faults;

namespace Rollcall.Sandbox.Tests.Faults;

public sealed class MisbehavingAnswerTests
{
    [Theory]
    [InlineData(FaultKind.WrongJson, "application/json", "{\"listId\": ")]
    [InlineData(FaultKind.Html, "text/html", "<!doctype html>")]
    [InlineData(FaultKind.ErrorInside, "application/json", "{\"error\": ")]
    public async Task An_answer_can_be_a_success_in_name_only(FaultKind kind, string type, string beginning)
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        sandbox.Faults.Add(new Fault { Kind = kind });

        using var response = await client.SendAsync("GET", "lists");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(beginning, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_truncated_answer_announces_more_than_it_sends()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        sandbox.Faults.Add(new Fault { Kind = FaultKind.Truncated });

        using var response = await client.HeadersOnlyAsync("lists");

        Assert.Equal(20, response.Content.Headers.ContentLength);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsByteArrayAsync());
        Assert.Equal(200, sandbox.Log.Entries[^1].Status);
    }

    [Theory]
    [InlineData(FaultKind.Garbage)]
    [InlineData(FaultKind.HeaderFlood)]
    public async Task What_is_no_http_is_no_answer(FaultKind kind)
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        sandbox.Faults.Add(new Fault { Kind = kind, Bytes = 1 << 20 });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("lists"));
    }

    [Theory]
    [InlineData(FaultKind.SlowHeaders)]
    [InlineData(FaultKind.SlowBody)]
    public async Task A_slow_answer_comes_whole_in_the_end(FaultKind kind)
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        sandbox.Faults.Add(
            new Fault
            {
                Kind = kind,
                Delay = TimeSpan.FromMilliseconds(1),
                Body = "{\"whole\": true}",
            }
        );

        Assert.True((await client.GetAsync("lists")).GetProperty("whole").GetBoolean());
    }

    [Fact]
    public async Task An_endless_body_goes_on_until_the_client_leaves()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        sandbox.Faults.Add(new Fault { Kind = FaultKind.EndlessBody, Delay = TimeSpan.Zero });

        using (var response = await client.HeadersOnlyAsync("lists"))
        {
            var body = await response.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[1 << 20]);
        }

        var entry = await sandbox.Log.WaitForAsync(entry => entry.EndedAt is not null);
        Assert.Null(entry.Status);
    }

    [Fact]
    public async Task A_huge_answer_is_as_large_as_asked_for()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        sandbox.Faults.Add(new Fault { Kind = FaultKind.HugeResponse, Bytes = 3_000_000 });

        using var response = await client.SendAsync("GET", "lists");

        Assert.Equal(3_000_000, (await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task A_gzip_bomb_is_small_on_the_wire()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        sandbox.Faults.Add(new Fault { Kind = FaultKind.GzipBomb, Bytes = 10_000_000 });

        using var response = await client.SendAsync("GET", "lists");

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.InRange((await response.Content.ReadAsByteArrayAsync()).Length, 1, 100_000);
    }
}
