using System.Net;
using Rollcall.Sandbox.Rules;

namespace Rollcall.Sandbox.Tests.Lists;

public sealed class RefusalTests
{
    private static readonly SandboxRules Bad = new() { RefusedUsers = ["bad"], RefusedRemovals = ["sticky"] };

    [Fact]
    public async Task A_bad_user_spoils_its_whole_request()
    {
        await using var sandbox = await SandboxServer.StartAsync(new() { Rules = Bad });
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await client.AddAsync(list, "a", "bad", "b")).StatusCode);
        Assert.Empty(sandbox.Lists[list].Members());
        Assert.Equal(HttpStatusCode.OK, (await client.AddAsync(list, "a", "sticky")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.RemoveAsync(list, "a", "sticky")).StatusCode);
        Assert.Equal(2, sandbox.Lists[list].Count);
    }

    [Theory]
    [InlineData(
        RefusalShape.ByKey,
        "{\"added\":2,\"failed\":[{\"id\":\"bad\",\"reason\":\"The user is not accepted.\"}]}"
    )]
    [InlineData(RefusalShape.ByIndex, "{\"added\":2,\"failedIndexes\":[1]}")]
    [InlineData(RefusalShape.ByMap, "{\"added\":2,\"results\":{\"a\":true,\"bad\":false,\"b\":true}}")]
    [InlineData(RefusalShape.ByCount, "{\"added\":2,\"failedCount\":1}")]
    public async Task Refused_users_are_told_in_the_shape_asked_for(RefusalShape shape, string answer)
    {
        await using var sandbox = await SandboxServer.StartAsync(new() { Rules = Bad with { Refusal = shape } });
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();

        var response = await client.AddAsync(list, "a", "bad", "b");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(answer, await response.Content.ReadAsStringAsync());
        Assert.Equal(["a", "b"], sandbox.Lists[list].Members().Order());
        Assert.Equal([1], sandbox.Log.Entries[^1].Refused);
    }

    [Fact]
    public async Task Limits_are_answered_413()
    {
        await using var sandbox = await SandboxServer.StartAsync(
            new()
            {
                Rules = new() { MaxItems = 2, MaxBytes = 40 },
            }
        );
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.AddAsync(list, 1, 2, 3)).StatusCode);
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await client.AddAsync(list, new string('x', 40))).StatusCode
        );
        Assert.Equal(HttpStatusCode.OK, (await client.AddAsync(list, 1, 2)).StatusCode);
    }

    [Fact]
    public async Task A_full_account_refuses_another_list()
    {
        await using var sandbox = await SandboxServer.StartAsync(new() { Rules = new() { MaxLists = 1 } });
        using var client = new SandboxClient(sandbox);
        await client.CreateAsync();

        var response = await client.SendAsync("POST", "lists", new { name = "one more" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(1000, (await SandboxClient.JsonAsync(response)).GetProperty("error_code").GetInt32());
    }

    [Fact]
    public async Task A_strict_destination_tells_what_was_so_already()
    {
        await using var sandbox = await SandboxServer.StartAsync(new() { Rules = new() { StrictMembers = true } });
        using var client = new SandboxClient(sandbox);
        var target = $"lists/{await client.CreateAsync()}/members/a";

        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync("DELETE", target)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync("PUT", target)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.SendAsync("PUT", target)).StatusCode);
    }
}
