using System.Net;
using Microsoft.Extensions.Time.Testing;
using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;

namespace Rollcall.Sandbox.Tests.Faults;

public sealed class FaultTests
{
    [Theory]
    [InlineData("7")]
    [InlineData("Wed, 21 Oct 2026 07:28:00 GMT")]
    [InlineData("soon")]
    [InlineData(null)]
    public async Task A_status_is_answered_with_what_goes_with_it(string? retryAfter)
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        sandbox.Faults.Add(Fault.Answering(null, 429, "{\"slow\": \"down\"}") with { RetryAfter = retryAfter });

        using var response = await client.SendAsync("GET", "lists");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("{\"slow\": \"down\"}", await response.Content.ReadAsStringAsync());
        Assert.Equal(
            retryAfter,
            response.Headers.NonValidated.TryGetValues("Retry-After", out var values) ? values.ToString() : null
        );
    }

    [Fact]
    public async Task A_redirect_names_its_target()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        sandbox.Faults.Add(Fault.Answering(null, 307) with { Location = "http://other.example/x" });

        using var response = await client.SendAsync("GET", "lists");

        Assert.Equal("http://other.example/x", response.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_connection_is_dropped_before_or_after_the_work(bool applied, int members)
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Drop,
                Operation = Operation.Add,
                Applied = applied,
            }
        );

        await Assert.ThrowsAsync<HttpRequestException>(() => client.AddAsync(list, "a"));

        Assert.Equal(members, sandbox.Lists[list].Count);
        var entry = sandbox.Log.Entries[^1];
        Assert.Equal((null, applied), (entry.Status, entry.AppliedAt is not null));
    }

    [Fact]
    public async Task A_lost_answer_to_a_creation_leaves_the_list()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Drop,
                Operation = Operation.CreateList,
                Applied = true,
                Count = 1,
            }
        );

        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(key: "k"));
        var list = await client.CreateAsync(key: "k");

        Assert.Equal(list, Assert.Single(sandbox.Lists.All).Id);
    }

    [Fact]
    public async Task A_late_request_lands_although_the_client_has_gone()
    {
        var time = new FakeTimeProvider();
        await using var sandbox = await SandboxServer.StartAsync(new() { Time = time });
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Late,
                Operation = Operation.Add,
                Delay = TimeSpan.FromSeconds(30),
            }
        );
        using (var leaving = new SandboxClient(sandbox))
        {
            var lost = leaving.AddAsync(list, "a");
            await sandbox.Log.WaitForAsync(entry => entry.Fault is not null);
            leaving.Dispose();
            await Assert.ThrowsAnyAsync<Exception>(() => lost);
        }
        await sandbox.Log.WaitForAsync(entry => entry is { Sequence: 2, EndedAt: not null });
        Assert.Equal(0, sandbox.Lists[list].Count);

        var applied = sandbox.Log.WaitForAsync(entry => entry is { Sequence: 2, AppliedAt: not null });
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(TimeSpan.FromSeconds(30), (await applied).AppliedAt);
        Assert.Equal(1, sandbox.Lists[list].Count);
    }

    [Fact]
    public async Task The_same_seed_hits_the_same_requests()
    {
        async Task<string> HitsAsync(ulong seed)
        {
            await using var sandbox = await SandboxServer.StartAsync(new() { Seed = seed });
            using var client = new SandboxClient(sandbox);
            sandbox.Faults.Add(Fault.Answering(Operation.Read, 503) with { Rate = 0.2 });
            for (var request = 0; request < 200; request++)
            {
                using var response = await client.SendAsync("GET", "lists");
            }
            return string.Concat(sandbox.Log.Entries.Select(entry => entry.Status == 503 ? 'x' : '.'));
        }
        var hits = await HitsAsync(7);

        Assert.Equal(hits, await HitsAsync(7));
        Assert.NotEqual(hits, await HitsAsync(8));
        Assert.InRange(hits.Count(hit => hit == 'x'), 20, 60);
    }

    [Fact]
    public async Task Conditions_narrow_what_is_hit()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        sandbox.Faults.Add(Fault.Answering(Operation.Add, 413) with { AboveItems = 2 });
        sandbox.Faults.Add(Fault.Answering(Operation.Add, 500) with { User = "poison" });
        sandbox.Faults.Add(Fault.Answering(Operation.Remove, 429) with { Skip = 1, Count = 1 });
        async Task<int> StatusAsync(Task<HttpResponseMessage> request) => (int)(await request).StatusCode;

        Assert.Equal(413, await StatusAsync(client.AddAsync(list, 1, 2, 3)));
        Assert.Equal(200, await StatusAsync(client.AddAsync(list, 1, 2)));
        Assert.Equal(500, await StatusAsync(client.AddAsync(list, "poison")));
        Assert.Equal(200, await StatusAsync(client.RemoveAsync(list, 1)));
        Assert.Equal(429, await StatusAsync(client.RemoveAsync(list, 1)));
        Assert.Equal(200, await StatusAsync(client.RemoveAsync(list, 1)));
    }

    [Fact]
    public async Task A_partial_success_tells_exactly_whom_it_left_out()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        sandbox.Faults.Add(new Fault { Kind = FaultKind.Partial, Operation = Operation.Add });

        var told = await SandboxClient.JsonAsync(
            await client.AddAsync(list, [.. Enumerable.Range(0, 100).Cast<object>()])
        );

        var failed = told.GetProperty("failed")
            .EnumerateArray()
            .Select(item => item.GetProperty("id").GetString()!)
            .ToList();
        Assert.InRange(failed.Count, 20, 80);
        Assert.Equal(
            Enumerable.Range(0, 100).Select(number => number.ToString()).Except(failed).Order(),
            sandbox.Lists[list].Members().Order()
        );
    }

    [Fact]
    public async Task Faults_are_set_read_and_cleared_over_http()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        object[] faults =
        [
            new
            {
                kind = "late",
                operation = "add",
                delay = 1.5,
                count = 1,
            },
        ];

        await client.SendAsync("PUT", "faults", faults);
        Assert.Equal(
            new Fault
            {
                Kind = FaultKind.Late,
                Operation = Operation.Add,
                Delay = TimeSpan.FromSeconds(1.5),
                Count = 1,
            },
            Assert.Single(sandbox.Faults.All)
        );
        Assert.Equal("late", (await client.GetAsync("faults"))[0].GetProperty("kind").GetString());

        object[] wrong = [new { kind = "status", rate = 2 }];
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync("PUT", "faults", wrong)).StatusCode);
        object[] misspelt = [new { kind = "status", rat = 1 }];
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync("PUT", "faults", misspelt)).StatusCode);
        Assert.Single(sandbox.Faults.All);

        await client.SendAsync("DELETE", "faults");
        Assert.Empty(sandbox.Faults.All);
    }
}
