using System.CommandLine;

namespace Rollcall.Cli.Admin;

/// <summary><c>rollcall admin</c>: accounts and tokens from a shell.</summary>
internal sealed class AdminCommand : Command
{
    /// <summary>The verbs.</summary>
    public AdminCommand(Surroundings surroundings)
        : base("admin", "Makes accounts and API tokens on a data folder, with the server running beside it or not.")
    {
        Subcommands.Add(new CreateUserCommand(surroundings));
        Subcommands.Add(new CreateTokenCommand(surroundings));
        Subcommands.Add(new ResetPasswordCommand(surroundings));
    }
}
