using System.CommandLine;
using Rollcall.Cli.Output;
using Rollcall.Cli.Parsing;
using Rollcall.Server.People;
using Rollcall.Storage.Organizations;

namespace Rollcall.Cli.Admin;

/// <summary><c>rollcall admin create-user</c>.</summary>
internal sealed class CreateUserCommand : AdminVerb
{
    private readonly Option<string> _name = new("--name")
    {
        Description = "The person's name, as others see it.",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<string?> _organization = new("--organization")
    {
        Description = "The organization's name or ID; made when it is not there. Default: the only one.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _project = new("--project")
    {
        Description =
            "The first project of a new organization (default: Main), or the project where the person begins.",
        HelpName = "NAME",
    };

    private readonly Option<Role?> _role = new("--role")
    {
        Description = "Admin, Developer, Editor or Viewer. Default: Admin of a new organization, else Viewer.",
        HelpName = "ROLE",
    };

    private readonly Option<bool> _operator = Flags.Option(
        "--operator",
        "The person sees and changes the installation's settings."
    );
    private readonly Option<bool> _reviewer = Flags.Option("--reviewer", "The person reviews integrations.");

    /// <summary>The verb.</summary>
    public CreateUserCommand(Surroundings surroundings)
        : base(
            "create-user",
            "Makes an account with a seat in an organization, which is made with a project where it is not there yet.",
            "rollcall admin create-user --data data --organization Acme --project Shop --name \"Ada Lovelace\" --email ada@example.com --operator",
            surroundings
        )
    {
        Options.Add(Email);
        Options.Add(_name);
        Options.Add(_organization);
        Options.Add(_project);
        _role.AcceptOnlyFromAmong(Enum.GetNames<Role>());
        Options.Add(_role);
        Options.Add(_operator);
        Options.Add(_reviewer);
        Options.Add(PasswordStdin);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var (password, isMade) = await PasswordAsync(parsed, stop);
        await using var shell = await OpenAsync(parsed, stop);
        var user = await shell.CreateUserAsync(
            new AdminUserForm(
                parsed.GetRequiredValue(_name),
                parsed.GetRequiredValue(Email),
                password,
                parsed.GetValue(_organization),
                parsed.GetValue(_project),
                parsed.GetValue(_role),
                parsed.GetValue(_operator),
                parsed.GetValue(_reviewer)
            ),
            stop
        );
        if (parsed.GetValue(Json))
        {
            Write(user, isMade ? password : null);
            return ExitCode.Done;
        }
        Surroundings.Error.WriteLine($"{user.Email} is {user.Role} in {user.OrganizationId}.");
        if (isMade)
        {
            Surroundings.Error.WriteLine("The password, shown this once:");
            Surroundings.Out.WriteLine(password);
        }
        return ExitCode.Done;
    }

    private void Write(AdminUser user, string? password) =>
        JsonOutput.Write(
            Surroundings,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("person", user.Id);
                json.WriteString("email", user.Email);
                json.WriteString("organization", user.OrganizationId);
                json.WriteString("project", user.ProjectId);
                json.WriteString("role", user.Role.ToString());
                if (password is not null)
                {
                    json.WriteString("password", password);
                }
                json.WriteEndObject();
            }
        );
}
