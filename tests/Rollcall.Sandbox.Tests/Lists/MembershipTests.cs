using System.IO.Compression;
using System.Net;
using System.Text;

namespace Rollcall.Sandbox.Tests.Lists;

public sealed class MembershipTests
{
    [Fact]
    public async Task Members_are_those_added_and_not_removed_since()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync("Ünïcode \"name\"");
        await client.AddAsync(list, "a", "b", 12345678901234567890m, new { id = "obj", email = "x@y.example" });
        await client.RemoveAsync(list, "b", "never");

        Assert.Equal(["a", "12345678901234567890", "obj"], sandbox.Lists[list].Members());
        Assert.Equal("Ünïcode \"name\"", sandbox.Lists[list].Name);
        Assert.Equal("{\"id\":\"obj\",\"email\":\"x@y.example\"}"u8.ToArray(), sandbox.Lists[list].ValuesOf("obj"));
        Assert.Null(sandbox.Lists[list].ValuesOf("a"));
        var told = await client.GetAsync($"lists/{list}/members");
        Assert.Equal(3, told.GetProperty("members").GetArrayLength());
    }

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("%3F%23%20%2B", "?# +")]
    [InlineData("a+b", "a+b")]
    [InlineData("%F0%9F%98%80", "😀")]
    [InlineData("%24%7Blist_id%7D%22%5C", "${list_id}\"\\")]
    public async Task Users_in_a_path_are_decoded_exactly(string segment, string user)
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();

        var added = await client.SendAsync("PUT", $"lists/{list}/members/{segment}");
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        Assert.Equal([user], sandbox.Lists[list].Members());

        await client.SendAsync("DELETE", $"lists/{list}/members/{segment}");
        Assert.Empty(sandbox.Lists[list].Members());
    }

    [Theory]
    [InlineData("a%00b")]
    [InlineData("%ff")]
    public async Task A_path_that_names_no_user_changes_nothing(string segment)
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();

        var response = await client.SendAsync("PUT", $"lists/{list}/members/{segment}");

        Assert.InRange((int)response.StatusCode, 400, 404);
        Assert.Equal(0, sandbox.Lists[list].Count);
    }

    [Fact]
    public async Task A_list_is_created_once_for_one_idempotency_key()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var first = await client.CreateAsync(key: "k1");

        Assert.Equal(first, await client.CreateAsync(key: "k1"));
        Assert.NotEqual(first, await client.CreateAsync(key: "k2"));
        Assert.Equal(2, sandbox.Lists.All.Count);
    }

    [Fact]
    public async Task A_list_that_is_gone_is_not_found()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        await client.SendAsync("DELETE", $"lists/{list}");

        Assert.Equal(HttpStatusCode.NotFound, (await client.AddAsync(list, "a")).StatusCode);
        Assert.NotEqual(list, await client.CreateAsync());
    }

    [Theory]
    [InlineData("{\"userIds\": [\"a\"]")]
    [InlineData("{\"userIds\": [\"a\", null]}")]
    [InlineData("{\"userIds\": [\"a\", \"\"]}")]
    [InlineData("{\"userIds\": [\"a\", {\"name\": \"b\"}]}")]
    [InlineData("{\"userIds\": [\"a\"]} trailing")]
    [InlineData("{\"userIds\": [\"a\", \"\\ud800\"]}")]
    [InlineData("{\"users\": [\"a\"]}")]
    [InlineData("[\"a\"]")]
    [InlineData("")]
    public async Task A_malformed_body_is_refused_and_nothing_of_it_applied(string body)
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();

        var response = await client.SendAsync(
            "POST",
            $"lists/{list}/add",
            new StringContent(body, Encoding.UTF8, "application/json")
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, sandbox.Lists[list].Count);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "userIds=a%2Cx,b%20c")]
    [InlineData("application/x-ndjson", "\"a,x\"\n{\"id\":\"b c\"}\n")]
    [InlineData("text/plain", "a,x\nb c\n")]
    public async Task Other_kinds_of_body_are_read_too(string type, string body)
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();

        await client.SendAsync("POST", $"lists/{list}/add", new StringContent(body, Encoding.UTF8, type));

        Assert.Contains("b c", sandbox.Lists[list].Members());
    }

    [Fact]
    public async Task A_gzip_body_is_unpacked()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("{\"userIds\": [\"a\", \"b\"]}"u8);
        }
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");

        await client.SendAsync("POST", $"lists/{list}/add", content);

        Assert.Equal(["a", "b"], sandbox.Lists[list].Members());
    }

    [Fact]
    public async Task Members_can_be_read_in_pages()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        await client.AddAsync(list, "a", "b", "c");

        var first = await client.GetAsync($"lists/{list}/members?limit=2");
        var second = await client.GetAsync(first.GetProperty("next").GetString()!);

        Assert.Equal(2, first.GetProperty("members").GetArrayLength());
        Assert.Equal("c", Assert.Single(second.GetProperty("members").EnumerateArray()).GetString());
        Assert.False(second.TryGetProperty("next", out _));
    }
}
