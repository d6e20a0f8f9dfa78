using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Rollcall.Cli.Output;
using Rollcall.Cli.Parsing;
using Rollcall.Sandbox;
using Rollcall.Server;
using Rollcall.Server.Configuration;
using Rollcall.Server.Demo;
using Rollcall.Server.People;

namespace Rollcall.Cli.Demo;

/// <summary><c>rollcall demo</c>: the portal at work on a sample, with a destination on this machine.</summary>
internal sealed class DemoCommand : Verb
{
    private const string Token = "demo-token";
    private const int UsualPort = 8420;

    private readonly Option<bool> _once = Flags.Option(
        "--once",
        "End when the sample has been synced and the story is told, instead of keeping the portal running."
    );

    /// <summary>The verb.</summary>
    public DemoCommand(Surroundings surroundings)
        : base(
            "demo",
            "Shows the whole thing at work: starts the portal with a sample cohort and a destination on this machine, syncs the cohort, changes it, syncs again, says what happened and where to look, and goes on until Ctrl-C. Keeps its files in .rollcall/demo; an earlier demo's are replaced.",
            "rollcall demo",
            surroundings
        ) => Options.Add(_once);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var folder = DemoFolder.Prepare(Surroundings.Folder);
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { LogFile = folder.Log, BearerToken = Token },
            stop
        );
        var options = OptionsOf(folder, sandbox);
        var person = await PersonAsync(options, stop);
        Surroundings.Error.WriteLine("Starting the portal, syncing the sample twice ...");
        await using var server = await RollcallServer.StartAsync(options, Surroundings.Time, stop);
        var result = await SampleInstallation.MakeAsync(
            server,
            person,
            sandbox.Address,
            Token,
            Surroundings.Time,
            stop
        );
        var story = new DemoStory(folder, result, sandbox, server.Address);
        if (parsed.GetValue(Json))
        {
            JsonOutput.Write(Surroundings, story.WriteJson);
        }
        else
        {
            Surroundings.Out.Write(story.Text());
        }
        await Surroundings.Out.FlushAsync(stop);
        if (!parsed.GetValue(_once))
        {
            Surroundings.Error.WriteLine("The portal runs until Ctrl-C.");
            await server.WaitForStopAsync(stop);
        }
        return story.IsTrue ? ExitCode.Done : ExitCode.Failed;
    }

    private static ServerOptions OptionsOf(DemoFolder folder, SandboxServer sandbox) =>
        new()
        {
            Data = folder.Data,
            Url = $"http://127.0.0.1:{(IsFree(UsualPort) ? UsualPort : 0)}",
            AllowedAddresses = sandbox.Address.Authority,
        };

    private async Task<AdminUser> PersonAsync(ServerOptions options, CancellationToken stop)
    {
        await using var shell = await AdminShell.OpenAsync(options, Surroundings.Time, stop);
        var form = new AdminUserForm(
            "Dana Demo",
            "dana@demo.example",
            AdminShell.GeneratePassword(),
            Organization: "Demo Ltd",
            Project: "Main",
            Role: null,
            IsOperator: true,
            IsReviewer: true
        );
        return await shell.CreateUserAsync(form, stop);
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
