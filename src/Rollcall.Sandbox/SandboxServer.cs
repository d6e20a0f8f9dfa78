using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
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
    private readonly KestrelServer _server;
    private readonly LogFile? _file;

    private SandboxServer(SandboxOptions options)
    {
        _file = options.LogFile is { } path ? new LogFile(path) : null;
        Log = new SandboxLog(options.Time, new UserTable(), _file);
        Faults = new SandboxFaults(options.Seed);
        _destination = new SandboxDestination(Log, options.Rules);
        _server = Kestrel(options);
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
        _server.Dispose();
        _file?.Dispose();
        _stopping.Dispose();
    }

    private static KestrelServer Kestrel(SandboxOptions options)
    {
        var kestrel = new KestrelServerOptions
        {
            AddServerHeader = false,
            AllowSynchronousIO = false,
            // What Kestrel asks for when it sets up HTTPS.
            ApplicationServices = new ServiceCollection()
                .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
                .BuildServiceProvider(),
        };
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.MaxRequestLineSize = 1 << 20;
        limits.MaxRequestBufferSize = 2 << 20;
        limits.MaxRequestHeadersTotalSize = 1 << 20;
        kestrel.Listen(IPAddress.Loopback, options.Port, listen => Listen(listen, options));
        return new KestrelServer(
            Options.Create(kestrel),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance
        );
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
