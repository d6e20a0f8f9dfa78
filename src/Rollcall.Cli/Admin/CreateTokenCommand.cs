using System.CommandLine;
using Rollcall.Cli.Output;
using Rollcall.Server.Tokens;
using Rollcall.Storage.Organizations;

namespace Rollcall.Cli.Admin;

/// <summary><c>rollcall admin create-token</c>.</summary>
internal sealed class CreateTokenCommand : AdminVerb
{
    private readonly Option<string?> _organization = new("--organization")
    {
        Description = "The organization's name or ID. Default: the only one that the person is in.",
        HelpName = "NAME",
    };

    private readonly Option<Role?> _role = new("--role")
    {
        Description = "Admin, Developer, Editor or Viewer; not more than the person's own role, which is the default.",
        HelpName = "ROLE",
    };

    private readonly Option<string> _name = new("--name")
    {
        Description = "What to call the token. Default: rollcall admin.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "rollcall admin",
    };

    private readonly Option<int> _days = new("--expires-in")
    {
        Description = $"Days that it works, 1 to {ApiTokens.MostDays}. Default: {ApiTokens.UsualDays}.",
        HelpName = "DAYS",
        DefaultValueFactory = _ => ApiTokens.UsualDays,
    };

    /// <summary>The verb.</summary>
    public CreateTokenCommand(Surroundings surroundings)
        : base(
            "create-token",
            "Makes an API token for a person and prints it, alone, on standard output. It is shown this once.",
            "rollcall admin create-token --data data --email ada@example.com --role Editor --expires-in 30",
            surroundings
        )
    {
        Options.Add(Email);
        Options.Add(_organization);
        _role.AcceptOnlyFromAmong(Enum.GetNames<Role>());
        Options.Add(_role);
        Options.Add(_name);
        Options.Add(_days);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        await using var shell = await OpenAsync(parsed, stop);
        var token = await shell.CreateTokenAsync(
            parsed.GetRequiredValue(Email),
            parsed.GetValue(_organization),
            parsed.GetValue(_role),
            parsed.GetRequiredValue(_name),
            parsed.GetValue(_days),
            stop
        );
        if (!parsed.GetValue(Json))
        {
            Surroundings.Out.WriteLine(token.Token);
            return ExitCode.Done;
        }
        JsonOutput.Write(
            Surroundings,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("token", token.Token);
                json.WriteString("id", token.Id);
                json.WriteString("organization", token.OrganizationId);
                json.WriteString("role", token.Role.ToString());
                json.WriteString("expiresAt", token.ExpiresAt);
                json.WriteEndObject();
            }
        );
        return ExitCode.Done;
    }
}
