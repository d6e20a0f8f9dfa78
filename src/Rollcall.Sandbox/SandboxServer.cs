using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Rollcall.Sandbox.Destination;
using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Http;
using Rollcall.Sandbox.Lists;
using Rollcall.Sandbox.Log;
using Rollcall.Sandbox.Properties;
using Rollcall.Sandbox.Rules;
using Rollcall.Sandbox.Users;

namespace Rollcall.Sandbox;

/// <summary>A destination on 127.0.0.1 to try things on: lists and user properties over HTTP, a log of all that it received, faults on demand.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly SandboxDestination _destination;
    private readonly WebApplication _web;
    private readonly IServer _server;
    private readonly LogFile? _file;

    private SandboxServer(SandboxOptions options)
    {
        _file = options.LogFile is { } path ? new LogFile(path) : null;
        Log = new SandboxLog(options.Time, new UserTable(), _file);
        Faults = new SandboxFaults(options.Seed);
        _destination = new SandboxDestination(Log, options.Rules);
        _web = Kestrel(options);
        _server = _web.Services.GetRequiredService<IServer>();
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The lists that it holds.</summary>
    public SandboxLists Lists => _destination.Lists;

    /// <summary>The properties that it holds.</summary>
    public SandboxProperties Properties => _destination.Properties;

    /// <summary>All that it received.</summary>
    public SandboxLog Log { get; }

    /// <summary>What goes wrong.</summary>
    public SandboxFaults Faults { get; }

    /// <summary>What it accepts; a new value counts from the next request on.</summary>
    public SandboxRules Rules
    {
        get => _destination.Rules;
        set => _destination.Rules = value;
    }

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">How; null: everything as it is by default.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken, or the log file cannot be written.</exception>
    public static async Task<SandboxServer> StartAsync(
        SandboxOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new SandboxOptions();
        var sandbox = new SandboxServer(options);
        try
        {
            var control = new Control(sandbox._destination, sandbox.Log, sandbox.Faults);
            await sandbox._server.StartAsync(
                new Front(options, sandbox._destination, sandbox.Log, sandbox.Faults, control, sandbox._stopping.Token),
                cancellation
            );
            sandbox.Address = new Uri(sandbox._server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it: open requests are cut, late applications are forgotten.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _web.DisposeAsync();
        _file?.Dispose();
        _stopping.Dispose();
    }

    /// <summary>A web server without a host around it: nothing of ours may catch Ctrl-C, read settings or write to the console.</summary>
    private static WebApplication Kestrel(SandboxOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Limits.MinRequestBodyDataRate = null;
                kestrel.Limits.MinResponseDataRate = null;
                kestrel.Limits.MaxRequestLineSize = 1 << 20;
                kestrel.Limits.MaxRequestBufferSize = 2 << 20;
                kestrel.Limits.MaxRequestHeadersTotalSize = 1 << 20;
                kestrel.Listen(IPAddress.Loopback, options.Port, listen => Listen(listen, options));
            });
        return builder.Build();
    }

    private static void Listen(ListenOptions listen, SandboxOptions options)
    {
        listen.Protocols = HttpProtocols.Http1;
        if (options.Certificate != SandboxCertificate.None)
        {
            listen.UseHttps(Certificates.Make(options.Certificate, options.Time.GetUtcNow()));
        }
        listen.Use(next =>
            connection =>
            {
                connection.Features.Set(new RawConnection(connection));
                return next(connection);
            }
        );
    }
}
