using Rollcall.Sandbox;
using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Testing.Definitions;

namespace Rollcall.Cli.Tests.EndpointTests;

public sealed class TestTests : IAsyncLifetime
{
    private const string Users = "operation,user_id\nadd,u1\nadd,u2\nremove,u1\n";

    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private readonly Workspace _folder = new();
    private SandboxServer _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxServer.StartAsync();

    [Fact]
    public async Task Create_add_and_remove_are_sent_in_order()
    {
        var run = await TestAsync(new SandboxDefinition { Address = _sandbox.Address });

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(
            [Operation.CreateList, Operation.Add, Operation.Remove],
            _sandbox.Log.Entries.Select(entry => entry.Operation)
        );
        var list = Assert.Single(_sandbox.Lists.All);
        Assert.Equal(["u2"], list.Members());
        Assert.Contains("# 201 Created in ", run.Out);
        Assert.Contains($": accepted, list {list.Id}\n", run.Out);
        Assert.Contains($"The test left list {list.Id} at the destination.", run.Error);
    }

    [Fact]
    public async Task A_property_is_set_to_true_and_then_to_false()
    {
        var run = await TestAsync(
            new SandboxDefinition { Address = _sandbox.Address, Form = SandboxForm.Property },
            "--set",
            "cohort_name=trial"
        );

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal([2, 1], _sandbox.Log.Entries.Select(entry => entry.Items.Length));
        Assert.Contains("""{"trial": true}""", run.Out);
        Assert.Contains("""{"trial": false}""", run.Out);
    }

    [Fact]
    public async Task The_first_failure_ends_the_test_and_what_is_left_is_named()
    {
        _sandbox.Faults.Add(Fault.Answering(Operation.Add, 422, """{"error": "no such field"}"""));
        var definition = new SandboxDefinition
        {
            Address = _sandbox.Address,
            Errors = ["{status: 422, reason: Unknown field, message: Acme does not know the field.}"],
        };

        var run = await TestAsync(definition);

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Equal(2, _sandbox.Log.Count);
        Assert.Contains("failed: Unknown field. Acme does not know the field.", run.Out);
        Assert.Contains("# {\"error\": \"no such field\"}", run.Out);
        Assert.Contains("addUsers failed; 1 request behind it not sent.", run.Error);
        Assert.Contains("The test left list list-1 at the destination.", run.Error);
    }

    [Fact]
    public async Task An_answer_is_shown_with_its_usual_reason_and_nothing_is_said_of_no_requests_behind_it()
    {
        _sandbox.Faults.Add(Fault.Answering(Operation.Remove, 404));

        var run = await TestAsync(new SandboxDefinition { Address = _sandbox.Address });

        Assert.Contains("# 404 Not Found in ", run.Out);
        Assert.StartsWith("removeUsers failed.\n", run.Error);
    }

    [Fact]
    public async Task A_list_ID_that_must_be_a_number_is_awaited_as_one()
    {
        _sandbox.Faults.Add(Fault.Answering(Operation.CreateList, 200, """{"listId": "9007199254740993"}"""));
        var file = new SandboxDefinition { Address = _sandbox.Address }.WriteTo(_folder["acme.yaml"]);
        await File.WriteAllTextAsync(
            file,
            (await File.ReadAllTextAsync(file, Stop)).Replace(
                "{\"userIds\": $items}",
                "{\"list\": ${list_id | number}, \"userIds\": $items}"
            ),
            Stop
        );

        var run = await CommandRun.Of(["test", file, "--data", _folder.Write("users.csv", Users)]);

        Assert.Contains("{\"list\": 9007199254740993, \"userIds\": [\"u1\",\"u2\"]}", run.Out);
    }

    [Fact]
    public async Task Without_a_list_ID_nothing_further_is_sent()
    {
        _sandbox.Faults.Add(Fault.Answering(Operation.CreateList, 200, """{"id": 7}"""));

        var run = await TestAsync(new SandboxDefinition { Address = _sandbox.Address }, "--json");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Equal(1, _sandbox.Log.Count);
        var exchange = Assert.Single(run.Json.GetProperty("exchanges").EnumerateArray());
        Assert.Equal("no list ID", exchange.GetProperty("type").GetString());
        Assert.Equal("""{"id": 7}""", exchange.GetProperty("response").GetProperty("body").GetString());
        Assert.False(run.Json.GetProperty("succeeded").GetBoolean());
    }

    [Fact]
    public async Task An_answer_that_repeats_a_secret_is_masked()
    {
        _sandbox.Faults.Add(Fault.Answering(null, 400, """{"error": "bad token hunter2-token"}"""));
        var definition = new SandboxDefinition { Address = _sandbox.Address, Bearer = true };

        var run = await TestAsync(definition, "--set", "bearer_token=hunter2-token");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.DoesNotContain("hunter2", run.Out + run.Error);
    }

    [Fact]
    public async Task Each_request_is_sent_once_even_where_a_sync_would_retry()
    {
        _sandbox.Faults.Add(Fault.Answering(null, 503));

        var run = await TestAsync(new SandboxDefinition { Address = _sandbox.Address });

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Equal(1, _sandbox.Log.Count);
    }

    [Fact]
    public async Task Nothing_is_sent_when_a_later_request_cannot_be_written()
    {
        var definition = new SandboxDefinition { Address = _sandbox.Address, Form = SandboxForm.ListOneByOne };
        var data = _folder.Write("users.csv", "operation,user_id\nadd,u1\nremove,..\n");

        var run = await CommandRun.Of("test", definition.WriteTo(_folder["acme.yaml"]), "--data", data);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("Line 3 of the test data: ", run.Error);
        Assert.Equal(0, _sandbox.Log.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    private Task<CommandRun> TestAsync(SandboxDefinition definition, params string[] more)
    {
        var file = definition.WriteTo(_folder["acme.yaml"]);
        return CommandRun.Of(["test", file, "--data", _folder.Write("users.csv", Users), .. more]);
    }
}
