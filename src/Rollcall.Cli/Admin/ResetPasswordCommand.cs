using System.CommandLine;
using Rollcall.Cli.Output;

namespace Rollcall.Cli.Admin;

/// <summary><c>rollcall admin reset-password</c>.</summary>
internal sealed class ResetPasswordCommand : AdminVerb
{
    /// <summary>The verb.</summary>
    public ResetPasswordCommand(Surroundings surroundings)
        : base(
            "reset-password",
            "Sets a person's password. All their sessions end.",
            "rollcall admin reset-password --data data --email ada@example.com",
            surroundings
        )
    {
        Options.Add(Email);
        Options.Add(PasswordStdin);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var (password, isMade) = await PasswordAsync(parsed, stop);
        var email = parsed.GetRequiredValue(Email);
        await using var shell = await OpenAsync(parsed, stop);
        await shell.ResetPasswordAsync(email, password, stop);
        if (parsed.GetValue(Json))
        {
            JsonOutput.Write(
                Surroundings,
                json =>
                {
                    json.WriteStartObject();
                    json.WriteString("email", email);
                    if (isMade)
                    {
                        json.WriteString("password", password);
                    }
                    json.WriteEndObject();
                }
            );
            return ExitCode.Done;
        }
        Surroundings.Error.WriteLine($"{email} has a new password; every session has ended.");
        if (isMade)
        {
            Surroundings.Error.WriteLine("The password, shown this once:");
            Surroundings.Out.WriteLine(password);
        }
        return ExitCode.Done;
    }
}
