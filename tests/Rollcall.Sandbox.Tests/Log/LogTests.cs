using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;

namespace Rollcall.Sandbox.Tests.Log;

public sealed class LogTests
{
    [Fact]
    public async Task Every_request_is_logged_as_it_stood_on_the_wire()
    {
        await using var sandbox = await SandboxServer.StartAsync(new() { KeepBodyBytes = 10 });
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        const string body = "{\"userIds\": [\"a\", \"ü\"]}";
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        content.Headers.Add("X-Message", "m1");

        await client.SendAsync("POST", $"lists/{list}/add?x=%20y", content);

        var entry = sandbox.Log.Entries[^1];
        Assert.Equal((2, "POST", $"/lists/{list}/add?x=%20y"), (entry.Sequence, entry.Method, entry.Target));
        Assert.Equal((Operation.Add, list), (entry.Operation, entry.ListId));
        Assert.Equal("m1", entry.Header("x-message"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), entry.BodyHash);
        Assert.Equal(Encoding.UTF8.GetBytes(body)[..10], entry.Body);
        Assert.Equal(["a", "ü"], entry.Users);
        Assert.Equal((200, 2L), (entry.Status, entry.AppliedOrder));
        Assert.True(entry.ArrivedAt <= entry.AppliedAt && entry.AppliedAt <= entry.EndedAt);
    }

    [Fact]
    public async Task Waiting_for_an_entry_needs_no_sleep()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var waiting = sandbox.Log.WaitForAsync(entry => entry is { Operation: Operation.Add, EndedAt: not null });
        Assert.False(waiting.IsCompleted);

        var list = await client.CreateAsync();
        await client.AddAsync(list, "a");

        Assert.Equal(["a"], (await waiting).Users);
        Assert.Same(await waiting, await sandbox.Log.WaitForAsync(entry => entry.Sequence == 2));
    }

    [Fact]
    public async Task Requests_in_flight_are_counted_until_they_are_answered_or_abandoned()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        sandbox.Faults.Add(new Fault { Kind = FaultKind.Hang, Count = 2 });
        using (var leaving = new SandboxClient(sandbox))
        {
            var first = leaving.GetAsync("lists");
            var second = leaving.GetAsync("lists");
            await sandbox.Log.WaitForAsync(entry => entry is { Sequence: 2, Complete: true });
            leaving.Dispose();
            await Assert.ThrowsAnyAsync<Exception>(() => first);
            await Assert.ThrowsAnyAsync<Exception>(() => second);
        }
        await sandbox.Log.WaitForAsync(entry => entry is { Sequence: 1, EndedAt: not null });
        await sandbox.Log.WaitForAsync(entry => entry is { Sequence: 2, EndedAt: not null });
        await client.GetAsync("lists");

        Assert.Equal([1, 2, 1], sandbox.Log.Entries.Select(entry => entry.InFlight));
        Assert.Equal([null, null, 200], sandbox.Log.Entries.Select(entry => entry.Status));
    }

    [Fact]
    public async Task The_log_is_told_as_json_lines_and_does_not_log_that()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync("L");
        await client.AddAsync(list, "a", "b");

        using var response = await client.SendAsync("GET", "log?from=2&users=true");
        var line = Assert.Single((await response.Content.ReadAsStringAsync()).TrimEnd().Split('\n'));
        var entry = JsonSerializer.Deserialize<JsonElement>(line);

        Assert.Equal("add", entry.GetProperty("operation").GetString());
        Assert.Equal(2, entry.GetProperty("users").GetArrayLength());
        Assert.Equal(200, entry.GetProperty("status").GetInt32());
        Assert.Equal(2, sandbox.Log.Count);
    }

    [Fact]
    public async Task The_log_file_holds_every_event()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("rollcall-log-").FullName, "log.jsonl");
        await using (var sandbox = await SandboxServer.StartAsync(new() { LogFile = path }))
        {
            using var client = new SandboxClient(sandbox);
            await client.AddAsync(await client.CreateAsync(), "a");
        }

        var moments = File.ReadAllLines(path)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("moment").GetString());

        Assert.Equal(["received", "applied", "ended", "received", "applied", "ended"], moments);
    }
}
