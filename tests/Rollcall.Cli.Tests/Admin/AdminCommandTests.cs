namespace Rollcall.Cli.Tests.Admin;

public sealed class AdminCommandTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("rollcall-admin-").FullName;

    public void Dispose()
    {
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task On_an_empty_installation_a_user_comes_with_organization_and_project()
    {
        var run = await CreateAsync(
            "ada@example.com",
            "--organization",
            "Acme",
            "--project",
            "Shop",
            "--operator",
            "--json"
        );
        Assert.Equal(0, run.Code);
        Assert.Equal("Admin", run.Json.GetProperty("role").GetString());
        Assert.StartsWith("prj_", run.Json.GetProperty("project").GetString());
        Assert.True(run.Json.GetProperty("password").GetString()!.Length >= 12);
    }

    [Fact]
    public async Task A_token_stands_alone_on_standard_output()
    {
        await CreateAsync("ada@example.com", "--organization", "Acme");
        var run = await CommandRun.Of(
            "admin",
            "create-token",
            "--data",
            _data,
            "--email",
            "ada@example.com",
            "--role",
            "Editor"
        );
        Assert.Equal(0, run.Code);
        Assert.Matches("^rct_[0-9a-z]{32}\n$", run.Out);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task A_second_user_joins_the_only_organization_as_Viewer()
    {
        await CreateAsync("ada@example.com", "--organization", "Acme");
        var run = await CreateAsync("bob@example.com", "--json");
        Assert.Equal("Viewer", run.Json.GetProperty("role").GetString());
    }

    [Fact]
    public async Task Without_an_organization_to_join_nothing_is_made()
    {
        var run = await CreateAsync("ada@example.com");
        Assert.Equal(2, run.Code);
        Assert.Contains("--organization", run.Error);
    }

    [Fact]
    public async Task A_weak_password_a_taken_address_and_a_role_too_high_are_refused()
    {
        var weak = await new CommandSetup { Input = "password1234\n" }.RunAsync([
            .. Arguments("ada@example.com"),
            "--organization",
            "Acme",
            "--password-stdin",
        ]);
        Assert.Equal(2, weak.Code);
        Assert.Contains("guessed", weak.Error);
        await CreateAsync("ada@example.com", "--organization", "Acme");
        var taken = await CreateAsync("ADA@example.com");
        Assert.Contains("has an account already", taken.Error);
        await CreateAsync("bob@example.com", "--role", "Editor");
        var high = await CommandRun.Of(
            "admin",
            "create-token",
            "--data",
            _data,
            "--email",
            "bob@example.com",
            "--role",
            "Admin"
        );
        Assert.Equal(2, high.Code);
        Assert.Contains("their role there is Editor", high.Error);
    }

    [Fact]
    public async Task A_reset_password_is_printed_once_and_alone()
    {
        await CreateAsync("ada@example.com", "--organization", "Acme");
        var run = await CommandRun.Of("admin", "reset-password", "--data", _data, "--email", "ada@example.com");
        Assert.Matches("^[0-9a-z-]{23}\n$", run.Out);
        var unknown = await CommandRun.Of("admin", "reset-password", "--data", _data, "--email", "eve@example.com");
        Assert.Equal(2, unknown.Code);
    }

    [Fact]
    public async Task A_master_key_of_the_configuration_leaves_no_stray_key_file()
    {
        var config = Path.Combine(_data, "..", $"{Path.GetFileName(_data)}.json");
        var key = Convert.ToBase64String(new byte[32]);
        await File.WriteAllTextAsync(
            config,
            $"{{\"Rollcall\": {{\"MasterKey\": \"{key}\"}}}}",
            TestContext.Current.CancellationToken
        );
        try
        {
            var run = await CreateAsync("ada@example.com", "--organization", "Acme", "--config", config);
            Assert.Equal(0, run.Code);
            Assert.False(File.Exists(Path.Combine(_data, "master.key")));
        }
        finally
        {
            File.Delete(config);
        }
    }

    private string[] Arguments(string email) =>
        ["admin", "create-user", "--data", _data, "--email", email, "--name", "Ada"];

    private Task<CommandRun> CreateAsync(string email, params string[] more) =>
        CommandRun.Of([.. Arguments(email), .. more]);
}
