namespace Rollcall.Cli.Tests.Integrations;

public sealed class InitTests
{
    [Theory]
    [InlineData("list", "acme.yaml", "")]
    [InlineData("property", "acme.yaml", "")]
    [InlineData("list", "acme.json", "--json")]
    [InlineData("property", "acme.json", "--json")]
    public async Task The_starter_document_is_valid(string type, string file, string json)
    {
        using var folder = new Workspace();
        var init = await CommandRun.Of([.. new[] { "init", "--type", type, json }.Where(arg => arg.Length > 0)]);
        folder.Write(file, init.Out);

        var validate = await CommandRun.Of("validate", folder[file]);

        Assert.Equal(ExitCode.Done, init.Code);
        Assert.Empty(init.Error);
        Assert.Equal(ExitCode.Done, validate.Code);
    }
}
