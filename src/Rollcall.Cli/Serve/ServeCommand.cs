using System.CommandLine;
using Rollcall.Cli.Output;
using Rollcall.Cli.Parsing;
using Rollcall.Server;
using Rollcall.Server.Configuration;

namespace Rollcall.Cli.Serve;

/// <summary><c>rollcall serve</c>: the portal and its API.</summary>
internal sealed class ServeCommand : Verb
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "The data folder; made when it is not there. Default: data.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _url = new("--url", "--urls")
    {
        Description = "Where to listen. Default: http://127.0.0.1:8420; port 0 takes a free one.",
        HelpName = "URL",
    };

    private readonly Option<string?> _config = ConfigOption.Create();

    private readonly Option<bool> _printConfig = Flags.Option(
        "--print-config",
        "Print every setting with its default, commented, and end."
    );

    /// <summary>The verb.</summary>
    public ServeCommand(Surroundings surroundings)
        : base(
            "serve",
            "Starts the portal and its REST API, on this machine only unless told otherwise. Ctrl-C ends it: requests in flight finish.",
            "rollcall serve --data ./data",
            surroundings
        )
    {
        Options.Add(_data);
        Options.Add(_url);
        Options.Add(_config);
        Options.Add(_printConfig);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        if (parsed.GetValue(_printConfig))
        {
            Surroundings.Out.Write(ServerConfiguration.DefaultFile);
            return ExitCode.Done;
        }
        var options = ServerConfiguration.Load(
            parsed.GetValue(_config),
            new Dictionary<string, string?> { ["Data"] = parsed.GetValue(_data), ["Url"] = parsed.GetValue(_url) }
        );
        await using var server = await RollcallServer.StartAsync(options, Surroundings.Time, stop);
        Surroundings.Error.WriteLine($"Rollcall listens on {server.Address}");
        if (parsed.GetValue(Json))
        {
            Write(server, options);
        }
        await server.WaitForStopAsync(stop);
        return ExitCode.Done;
    }

    private void Write(RollcallServer server, ServerOptions options) =>
        JsonOutput.Write(
            Surroundings,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("address", server.Address.ToString());
                json.WriteString("data", Path.GetFullPath(options.Data));
                json.WriteNumber("process", Environment.ProcessId);
                json.WriteEndObject();
            }
        );
}
