using System.CommandLine;
using Rollcall.Cli.Parsing;
using Rollcall.Core.Runs;
using Rollcall.Server.Configuration;
using Rollcall.Server.People;

namespace Rollcall.Cli.Admin;

/// <summary>What the verbs of <c>rollcall admin</c> share: the data folder, and a password that is read or made.</summary>
internal abstract class AdminVerb : Verb
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "The data folder of `rollcall serve`; made when it is not there. Default: data.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _config = ConfigOption.Create();

    /// <summary>A verb.</summary>
    protected AdminVerb(string name, string description, string example, Surroundings surroundings)
        : base(name, description, example, surroundings)
    {
        Options.Add(_data);
        Options.Add(_config);
    }

    /// <summary><c>--email</c>.</summary>
    protected Option<string> Email { get; } =
        new("--email")
        {
            Description = "The person's e-mail address.",
            HelpName = "ADDRESS",
            Required = true,
        };

    /// <summary><c>--password-stdin</c>.</summary>
    protected Option<bool> PasswordStdin { get; } =
        Flags.Option(
            "--password-stdin",
            "Read the password from standard input, one line. Without it one is made and printed once."
        );

    /// <summary>Opens the data folder, with the settings that <c>rollcall serve</c> has: the master key may be one of them.</summary>
    protected Task<AdminShell> OpenAsync(ParseResult parsed, CancellationToken stop) =>
        AdminShell.OpenAsync(
            ServerConfiguration.Load(
                parsed.GetValue(_config),
                new Dictionary<string, string?> { ["Data"] = parsed.GetValue(_data) }
            ),
            Surroundings.Time,
            stop
        );

    /// <summary>The password, and whether it was made here.</summary>
    /// <exception cref="UsageException">Standard input held none.</exception>
    protected async Task<(string Password, bool IsMade)> PasswordAsync(ParseResult parsed, CancellationToken stop)
    {
        if (!parsed.GetValue(PasswordStdin))
        {
            return (AdminShell.GeneratePassword(), true);
        }
        using var reader = new StreamReader(Surroundings.Input());
        var line = await reader.ReadLineAsync(stop);
        return line is { Length: > 0 }
            ? (line, false)
            : throw new UsageException("--password-stdin: standard input held no password.");
    }
}
