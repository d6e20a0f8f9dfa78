using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Rollcall.Cli.Output;
using Rollcall.Core.Runs;
using Rollcall.Sandbox;
using Rollcall.Sandbox.Log;

namespace Rollcall.Cli.Sandbox;

/// <summary><c>rollcall sandbox</c>: a destination on this machine to try a definition on.</summary>
internal sealed class SandboxCommand : Verb
{
    private const int DefaultPort = 8321;

    private readonly Option<int?> _port = new("--port")
    {
        Description = "The port on 127.0.0.1; 0 takes a free one. Default: 8321.",
        HelpName = "N",
        CustomParser = ReadPort,
    };
    private readonly Option<string?> _token = new("--token")
    {
        Description = "The bearer token that requests must carry. Default: none.",
        HelpName = "TOKEN",
    };
    private readonly Option<string?> _log = new("--log")
    {
        Description = "A file that every request is appended to as a JSON line.",
        HelpName = "FILE",
    };

    /// <summary>The verb.</summary>
    public SandboxCommand(Surroundings surroundings)
        : base(
            "sandbox",
            "Serves a destination on this machine to try a definition on: lists and user properties over HTTP, and a log of all that it received. Ctrl-C ends it.",
            """
            rollcall sandbox
            rollcall init --type list > acme.yaml
            rollcall test acme.yaml --data users.csv --set base_url=http://127.0.0.1:8321 --set bearer_token=any
            """,
            surroundings
        )
    {
        Options.Add(_port);
        Options.Add(_token);
        Options.Add(_log);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        await using var sandbox = await StartAsync(parsed, stop);
        var address = sandbox.Address.ToString().TrimEnd('/');
        if (parsed.GetValue(Json))
        {
            JsonOutput.Write(
                Surroundings,
                json =>
                {
                    json.WriteStartObject();
                    json.WriteString("url", address);
                    json.WriteEndObject();
                }
            );
        }
        else
        {
            Surroundings.Out.WriteLine(Welcome(address));
            await Surroundings.Out.FlushAsync(CancellationToken.None);
        }
        await ShowRequestsAsync(sandbox.Log, stop);
        return ExitCode.Done;
    }

    private static string Welcome(string address) =>
        $"""
            The sandbox listens on {address} until Ctrl-C.
              POST   {address}/lists                        creates a list, answers its listId
              POST   {address}/lists/ID/add, …/remove       users to add, to remove
              PUT    {address}/lists/ID/members/USER        one user; DELETE removes
              POST   {address}/users                        properties of users
              GET    {address}/lists/ID/members             who is on it
              GET    {address}/log                          all that was received, as JSON lines
              PUT    {address}/faults, {address}/rules      what goes wrong, what is accepted
            """;

    private async Task<SandboxServer> StartAsync(ParseResult parsed, CancellationToken stop)
    {
        var options = new SandboxOptions
        {
            Port = parsed.GetValue(_port) ?? DefaultPort,
            BearerToken = parsed.GetValue(_token),
            LogFile = parsed.GetValue(_log),
            Time = Surroundings.Time,
        };
        try
        {
            return await SandboxServer.StartAsync(options, stop);
        }
        catch (IOException taken)
        {
            throw new UsageException(
                $"The sandbox cannot start: {taken.Message} Another port: --port N, or --port 0 for a free one.",
                taken
            );
        }
    }

    // One line a request, when it has been answered.
    private async Task ShowRequestsAsync(SandboxLog log, CancellationToken stop)
    {
        try
        {
            for (var next = 1L; ; next++)
            {
                var number = next;
                var entry = await log.WaitForAsync(
                    entry => entry.Sequence == number && entry.EndedAt is not null,
                    stop
                );
                var users = entry.Items.Length == 0 ? "" : $", {Words.Count(entry.Items.Length, "user")}";
                var status = entry.Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer";
                Surroundings.Error.WriteLine($"{entry.Method} {Terminal.Safe(entry.Target)}{users}: {status}");
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Surroundings.Error.WriteLine($"The sandbox has ended after {Words.Count(log.Count, "request")}.");
        }
    }

    private static int? ReadPort(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535)
        {
            return port;
        }
        result.AddError($"--port takes a number from 0 to 65535, not \"{text}\".");
        return null;
    }
}
