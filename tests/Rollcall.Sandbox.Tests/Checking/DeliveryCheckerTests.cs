using Microsoft.Extensions.Time.Testing;
using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Testing.Checking;

namespace Rollcall.Sandbox.Tests.Checking;

/// <summary>A judge that finds nothing wrong must first have shown that it can.</summary>
public sealed class DeliveryCheckerTests
{
    [Fact]
    public async Task A_sound_delivery_has_no_violations()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        await AddAsync(client, list, "m1", "a", "b");
        await client.RemoveAsync(list, "b");
        await AddAsync(client, list, "m2", "b", "c");

        var checker = new DeliveryChecker(sandbox.Log);

        Assert.Empty(checker.Violations());
        Assert.Empty(checker.ListDiffers(list, ["a", "b", "c"]));
        Assert.Empty(checker.Repeats());
    }

    [Fact]
    public async Task Lost_and_extra_users_are_told_apart()
    {
        await using var sandbox = await SandboxServer.StartAsync(
            new()
            {
                Rules = new() { RefusedUsers = ["bad"], Refusal = Rules.RefusalShape.ByKey },
            }
        );
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        await client.AddAsync(list, "a", "b", "bad");

        Assert.Equal(
            [
                $"list {list}: 2 of 3 users are lost, such as bad, z",
                $"list {list}: 1 users should not be there, such as b",
            ],
            new DeliveryChecker(sandbox.Log).ListDiffers(list, ["a", "bad", "z"])
        );
    }

    [Fact]
    public async Task Properties_are_followed_to_their_last_value()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        await client.SendAsync("PUT", "users/a/properties/P", new { value = true });
        await client.SendAsync("PUT", "users/b/properties/P", new { value = true });
        await client.SendAsync("PUT", "users/b/properties/P", new { value = false });
        var checker = new DeliveryChecker(sandbox.Log);

        Assert.Empty(checker.PropertyDiffers("P", true, ["a"]));
        Assert.Empty(checker.PropertyDiffers("P", false, ["b"]));
        Assert.Single(checker.PropertyDiffers("P", true, ["a", "b"]));
        Assert.Empty(checker.Violations());
    }

    [Fact]
    public async Task Too_many_in_flight_too_many_items_empty_and_doubled_batches_are_found()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        await client.AddAsync(list);
        await client.AddAsync(list, "a", "b", "c");
        await client.AddAsync(list, "d", "d");
        await client.SendAsync("POST", $"lists/{list}/add", new { people = 1 });
        await client.SendAsync("POST", "elsewhere", new { });

        var found = new DeliveryChecker(sandbox.Log) { MaxItems = 2, MaxInFlight = 0 }.Violations();

        Assert.Equal(
            6,
            found.Count(sentence => sentence.EndsWith("1 requests in flight, 0 allowed", StringComparison.Ordinal))
        );
        Assert.Single(found, sentence => sentence.EndsWith("an empty batch", StringComparison.Ordinal));
        Assert.Single(found, sentence => sentence.EndsWith("3 items, 2 allowed", StringComparison.Ordinal));
        Assert.Single(found, sentence => sentence.EndsWith("a user twice in one batch", StringComparison.Ordinal));
        Assert.Single(
            found,
            sentence => sentence.EndsWith("The body has no array \"userIds\".", StringComparison.Ordinal)
        );
        Assert.Single(found, sentence => sentence.EndsWith("the sandbox has nothing there", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chunked_body_is_found()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var content = new StringContent("{\"name\": \"x\"}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "lists") { Content = content };
        request.Headers.TransferEncodingChunked = true;

        await client.SendAsync(request);

        Assert.EndsWith("without Content-Length", Assert.Single(new DeliveryChecker(sandbox.Log).Violations()));
    }

    [Fact]
    public async Task A_repeat_under_another_message_id_is_found()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Drop,
                Operation = Operation.Add,
                Count = 2,
            }
        );
        await Assert.ThrowsAsync<HttpRequestException>(() => AddAsync(client, list, "m1", "a", "b"));
        await Assert.ThrowsAsync<HttpRequestException>(() => AddAsync(client, list, "m1", "a", "b"));
        await AddAsync(client, list, "m2", "a", "b");
        await AddAsync(client, list, "m2", "c");
        var checker = new DeliveryChecker(sandbox.Log);

        Assert.Equal(2, checker.Repeats().Count);
        Assert.Collection(
            checker.Violations(),
            sentence => Assert.Contains("under another message ID", sentence),
            sentence => Assert.EndsWith("message m2 was another batch before", sentence)
        );
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(60, true)]
    public async Task A_user_turned_round_too_soon_after_an_unanswered_request_is_found(int settle, bool found)
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var list = await client.CreateAsync();
        sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Drop,
                Operation = Operation.Add,
                Applied = true,
                Count = 1,
            }
        );
        await Assert.ThrowsAsync<HttpRequestException>(() => client.AddAsync(list, "a", "b"));
        await client.AddAsync(list, "a", "b"); // answered, but the first one may still land
        await client.RemoveAsync(list, "b");

        var checker = new DeliveryChecker(sandbox.Log) { Settle = TimeSpan.FromSeconds(settle) };

        Assert.Equal(
            found,
            checker.Violations().Any(sentence => sentence.Contains("user b is turned round before the settle time"))
        );
    }

    [Fact]
    public async Task An_operation_that_overlaps_or_overtakes_its_opposite_is_found()
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
                Delay = TimeSpan.FromSeconds(5),
            }
        );
        var adding = client.AddAsync(list, "a");
        await sandbox.Log.WaitForAsync(entry => entry is { Operation: Operation.Add, Fault: not null });
        await client.RemoveAsync(list, "a");
        time.Advance(TimeSpan.FromSeconds(5));
        await adding;

        Assert.Contains("user a is turned round during", Assert.Single(new DeliveryChecker(sandbox.Log).Violations()));
    }

    private static async Task AddAsync(SandboxClient client, string list, string message, params object[] users)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"lists/{list}/add")
        {
            Content = SandboxClient.Json(new { userIds = users }),
        };
        request.Headers.Add(DeliveryChecker.MessageIdHeader, message);
        await client.SendAsync(request);
    }
}
