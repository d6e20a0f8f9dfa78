using System.Net;
using System.Net.Sockets;
using Rollcall.Server.Configuration;
using Rollcall.Storage.Database;
using Rollcall.Testing.Processes;

namespace Rollcall.Portal.Tests.Browser;

/// <summary>The server as a process of its own, on a data folder of its own.</summary>
public sealed class RunningPortal : IAsyncDisposable
{
    private const int FirstPort = 20_000;
    private const int Ports = 10_000;
    private static int _ports;

    private readonly IReadOnlyDictionary<string, string> _environment;
    private RollcallProcess _process;

    private RunningPortal(DataFolder folder, Uri address, IReadOnlyDictionary<string, string> environment)
    {
        (Folder, Address, _environment) = (folder, address, environment);
        Databases = new Databases(folder.Database);
        _process = Launch();
    }

    /// <summary>Its data folder.</summary>
    public DataFolder Folder { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its database, for what a test needs to be there and cannot wait for.</summary>
    public Databases Databases { get; }

    /// <summary>Starts one, and waits until it answers.</summary>
    /// <param name="environment">Settings, such as <c>ROLLCALL__NAME</c>.</param>
    public static async Task<RunningPortal> StartAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        var folder = new DataFolder(Directory.CreateTempSubdirectory("rollcall-portal-").FullName);
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var portal = new RunningPortal(folder, address, environment ?? new Dictionary<string, string>());
        await portal.AnswersAsync();
        return portal;
    }

    /// <summary>kill -9, at once.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.EndAsync();
    }

    /// <summary>What Ctrl-C does; waits for its end.</summary>
    public async Task<ProcessResult> StopAsync()
    {
        _process.Interrupt();
        return await _process.EndAsync();
    }

    /// <summary>Starts it again on the same data, after it was killed or stopped.</summary>
    public async Task RestartAsync()
    {
        await _process.DisposeAsync();
        _process = Launch();
        await AnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Databases.Dispose();
        Directory.Delete(Folder.Path, recursive: true);
    }

    private RollcallProcess Launch() =>
        RollcallProcess.Start(["serve", "--data", Folder.Path, "--url", Address.ToString()], _environment);

    private async Task AnswersAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var ended = _process.EndAsync();
        while (!await IsReadyAsync(http))
        {
            if (ended.IsCompleted)
            {
                throw new InvalidOperationException($"The server ended before it answered.\n{await ended}");
            }
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // Below the ports that connections are given by themselves, so that none of these takes it before the server does.
    private static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (((Environment.ProcessId * 31) + Interlocked.Increment(ref _ports)) % Ports);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: the next one.
            }
        }
    }
}
