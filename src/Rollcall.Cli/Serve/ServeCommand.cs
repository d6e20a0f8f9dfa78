using System.CommandLine;
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

    private readonly Option<string?> _url = new("--url")
    {
        Description = "Where to listen. Default: http://127.0.0.1:8420; port 0 takes a free one.",
        HelpName = "URL",
    };

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
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var options = new ServerOptions();
        options.Data = parsed.GetValue(_data) ?? options.Data;
        options.Url = parsed.GetValue(_url) ?? options.Url;
        await using var server = await RollcallServer.StartAsync(options, Surroundings.Time, stop);
        Surroundings.Error.WriteLine($"Rollcall listens on {server.Address}");
        await server.WaitForStopAsync(stop);
        return ExitCode.Done;
    }
}
