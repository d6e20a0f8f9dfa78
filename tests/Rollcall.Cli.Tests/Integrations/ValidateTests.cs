namespace Rollcall.Cli.Tests.Integrations;

public sealed class ValidateTests : IDisposable
{
    private const string Broken = """
        apiVersion: rollcall/v1
        name: Acme
        type: list
        authentication: {method: bearer}
        mapping: {displayName: ID, fields: [{variable: user_id, displayName: ID}]}
        endpoints:
          createList: {method: POST, url: "https://acme.example/lists", body: '{"name": "$cohort_nmae"}'}
          addUsers: {method: POST, url: "https://acme.example/$list_id", body: '{"u": $items}', items: '"$user_id"', batchsize: 5}
          removeUsers: {method: POST, url: "https://acme.example/$list_id", body: '{"u": $items}', items: '"$user_id"'}
        """;

    private readonly Workspace _folder = new();

    [Fact]
    public async Task A_valid_definition_prints_its_variables_on_standard_output()
    {
        var init = await CommandRun.Of("init", "--type", "list");

        var run = await CommandRun.Of("validate", _folder.Write("acme.yaml", init.Out));

        Assert.Equal(ExitCode.Done, run.Code);
        Snapshot.Matches("validate.txt", run.Out);
        Assert.Equal($"{_folder["acme.yaml"]} is valid: \"Acme Lists\".\n", run.Error);
    }

    [Fact]
    public async Task Errors_are_told_on_standard_error_with_file_line_and_column()
    {
        var file = _folder.Write("acme.yaml", Broken);

        var run = await CommandRun.Of("validate", file);

        Assert.Equal(ExitCode.Usage, run.Code);
        Snapshot.Matches("validate broken.txt", run.Error.Replace(file, "acme.yaml"));
        Assert.StartsWith("VARIABLE", run.Out);
        Assert.DoesNotContain("acme.yaml", run.Out);
    }

    [Fact]
    public async Task Json_holds_the_same_alone_on_standard_output()
    {
        var run = await CommandRun.Of("validate", _folder.Write("acme.yaml", Broken), "--json");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Empty(run.Error);
        Assert.False(run.Json.GetProperty("valid").GetBoolean());
        var problem = run.Json.GetProperty("problems")[0];
        Assert.Equal(7, problem.GetProperty("line").GetInt32());
        Assert.Equal("error", problem.GetProperty("severity").GetString());
        Assert.Contains(
            run.Json.GetProperty("variables").EnumerateArray(),
            row => row.GetProperty("name").GetString() == "cohort_nmae" && !row.GetProperty("declared").GetBoolean()
        );
    }

    [Fact]
    public async Task Warnings_do_not_fail()
    {
        var init = await CommandRun.Of("init", "--type", "list");
        var unused = init.Out.Replace(
            "customFields:",
            "customFields:\n  - {variable: unused, displayName: Unused, type: string, required: false}"
        );

        var run = await CommandRun.Of("validate", _folder.Write("acme.yaml", unused));

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains(": warning: ", run.Error);
    }

    [Theory]
    [InlineData("nowhere.yaml", "cannot be read")]
    [InlineData("", "is a folder. Give the definition's file.")]
    public async Task A_file_that_is_not_there_exits_2(string name, string sentence)
    {
        var run = await CommandRun.Of("validate", _folder[name]);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(sentence, run.Error);
    }

    public void Dispose() => _folder.Dispose();
}
