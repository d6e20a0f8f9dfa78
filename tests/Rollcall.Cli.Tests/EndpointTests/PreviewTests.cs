namespace Rollcall.Cli.Tests.EndpointTests;

public sealed class PreviewTests : IDisposable
{
    private const string Address = "base_url=http://127.0.0.1:1";
    private const string Users =
        "operation,user_id_field_amplitude,cohort_name\nadd,u1,Trial\nadd,\"ü \"\"2\"\"\",Trial\nremove,u1,Trial\n";

    private readonly Workspace _folder = new();

    [Fact]
    public async Task The_exact_requests_are_shown_with_secrets_as_dots()
    {
        var run = await PreviewAsync(Users);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Empty(run.Error);
        Assert.DoesNotContain("hunter2", run.Out);
        Snapshot.Matches("preview.http", run.Out);
    }

    [Fact]
    public async Task Json_holds_the_same_requests()
    {
        var run = await PreviewAsync(Users, "--json");

        Assert.Equal(
            ["createList", "addUsers", "removeUsers"],
            run.Json.EnumerateArray().Select(request => request.GetProperty("endpoint").GetString())
        );
        Assert.Equal("http://127.0.0.1:1/lists/LIST_ID/add", run.Json[1].GetProperty("url").GetString());
        Assert.Contains("[\"u1\",\"ü \\\"2\\\"\"]", run.Json[1].GetProperty("body").GetString());
        Assert.DoesNotContain("hunter2", run.Out);
    }

    [Fact]
    public async Task Values_of_the_run_can_be_set_by_any_of_their_names()
    {
        var run = await PreviewAsync(Users, "--set", "listId=a/b", "--json");

        Assert.Equal("http://127.0.0.1:1/lists/a%2Fb/add", run.Json[1].GetProperty("url").GetString());
    }

    [Fact]
    public async Task A_secret_may_come_from_the_environment()
    {
        var setup = new CommandSetup { Environment = { ["ROLLCALL_SET_bearer_token"] = "hunter2" } };

        var run = await setup.RunAsync("preview", await DefinitionAsync(), "--data", Data(Users), "--set", Address);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("Authorization: Bearer ••••••••", run.Out);
    }

    [Fact]
    public async Task Everything_that_is_missing_or_undeclared_is_told_at_once()
    {
        var definition = await DefinitionAsync();

        var run = await CommandRun.Of([
            "preview",
            definition,
            "--data",
            Data(Users),
            "--set",
            "bearer_tokn=x",
            "base_url=nowhere",
        ]);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("Did you mean bearer_token?", run.Error);
        Assert.Contains("API address must be an address", run.Error);
        Assert.Contains("Give --set bearer_token=…, or set ROLLCALL_SET_bearer_token in the environment.", run.Error);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task An_operation_that_is_none_is_told_with_its_line()
    {
        var run = await PreviewAsync("operation,user_id_field_amplitude\nadd,u1\nupsert,u2\n");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(":3: operation is \"upsert\"; it must be add or remove.", run.Error);
    }

    [Fact]
    public async Task An_operation_that_no_row_has_is_told()
    {
        var run = await PreviewAsync("operation,user_id_field_amplitude\nadd,u1\n");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal("No row has the operation remove, so that removeUsers is not tried with it.\n", run.Error);
    }

    [Fact]
    public async Task A_value_that_no_header_can_hold_exits_2()
    {
        var definition = await DefinitionAsync();

        var run = await CommandRun.Of([
            "preview",
            definition,
            "--data",
            Data(Users),
            "--set",
            Address,
            "bearer_token=a\r\nX-Evil: 1",
        ]);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("$bearer_token", run.Error);
        Assert.DoesNotContain("X-Evil", run.Error);
        Assert.Empty(run.Out);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<CommandRun> PreviewAsync(string data, params string[] more)
    {
        var definition = await DefinitionAsync();
        return await CommandRun.Of([
            "preview",
            definition,
            "--data",
            Data(data),
            "--set",
            Address,
            "bearer_token=hunter2",
            .. more,
        ]);
    }

    private string Data(string csv) => _folder.Write("users.csv", csv);

    private async Task<string> DefinitionAsync() =>
        _folder.Write("acme.yaml", (await CommandRun.Of("init", "--type", "list")).Out);
}
