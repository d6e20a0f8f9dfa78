using Rollcall.Portal.Tests.Browser;
using Rollcall.Sandbox;

[assembly: AssemblyFixture(typeof(SharedPortal))]
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]

namespace Rollcall.Portal.Tests.Browser;

/// <summary>
/// One running portal, and a sandbox that it may reach, for all tests that need none of their own: each makes organizations
/// of its own in it. Started when the first of them asks.
/// </summary>
public sealed class SharedPortal : IAsyncLifetime
{
    /// <summary>The token that the sandbox wants.</summary>
    public const string Token = "right-token";

    private readonly Lazy<Task<(RunningPortal Portal, SandboxServer Sandbox)>> _running = new(StartAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The portal.</summary>
    public async Task<RunningPortal> PortalAsync() => (await _running.Value).Portal;

    /// <summary>The sandbox.</summary>
    public async Task<SandboxServer> SandboxAsync() => (await _running.Value).Sandbox;

    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated)
        {
            var (portal, sandbox) = await _running.Value;
            await portal.DisposeAsync();
            await sandbox.DisposeAsync();
        }
    }

    private static async Task<(RunningPortal Portal, SandboxServer Sandbox)> StartAsync()
    {
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions { BearerToken = Token });
        var portal = await RunningPortal.StartAsync(
            new Dictionary<string, string> { ["ROLLCALL__ALLOWEDADDRESSES"] = sandbox.Address.Authority }
        );
        return (portal, sandbox);
    }
}
