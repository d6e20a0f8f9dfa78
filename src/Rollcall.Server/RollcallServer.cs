using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using MudBlazor.Services;
using Rollcall.Core.Runs;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Server.Catalog;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Configuration;
using Rollcall.Server.Destinations;
using Rollcall.Server.Health;
using Rollcall.Server.Integrations;
using Rollcall.Server.People;
using Rollcall.Server.Portal;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Secrets;
using Rollcall.Server.Security;
using Rollcall.Server.SignIn;
using Rollcall.Server.Syncs;
using Rollcall.Server.Telemetry;
using Rollcall.Storage.Database;

namespace Rollcall.Server;

/// <summary>The server: portal, REST API and the coordination of runs, in one process.</summary>
public sealed class RollcallServer : IAsyncDisposable
{
    private const int LargestMessage = 8 << 20;

    /// <summary>How long requests in flight may take to finish when the server is asked to stop.</summary>
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(30);

    private readonly WebApplication _application;
    private readonly FolderHold _hold;

    private RollcallServer(WebApplication application, FolderHold hold) => (_application, _hold) = (application, hold);

    /// <summary>Where it listens.</summary>
    public Uri Address =>
        new(
            _application
                .Services.GetRequiredService<IServer>()
                .Features.GetRequiredFeature<IServerAddressesFeature>()
                .Addresses.First()
        );

    /// <summary>What the server is made of, for tests and for <c>rollcall admin</c>.</summary>
    public IServiceProvider Services => _application.Services;

    /// <summary>Starts it.</summary>
    /// <param name="options">Where, and where its data is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops starting.</param>
    public static Task<RollcallServer> StartAsync(
        ServerOptions options,
        TimeProvider time,
        CancellationToken cancellation = default
    ) => StartAsync(options, time, _ => { }, cancellation);

    /// <summary>Starts it with other services in the place of its own, for tests.</summary>
    internal static async Task<RollcallServer> StartAsync(
        ServerOptions options,
        TimeProvider time,
        Action<IServiceCollection> change,
        CancellationToken cancellation = default
    )
    {
        var folder = new DataFolder(Path.GetFullPath(options.Data));
        folder.Create();
        var hold = FolderHold.Take(folder);
        try
        {
            var application = Build(options, folder, time, change);
            await application.Services.GetRequiredService<Databases>().CreateAsync(cancellation).ConfigureAwait(false);
            await application.Services.GetRequiredService<ReadyMade>().PublishAsync(cancellation).ConfigureAwait(false);
            await application.StartAsync(cancellation).ConfigureAwait(false);
            return new RollcallServer(application, hold);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            hold.Dispose();
            throw new UsageException(
                $"Something listens on {options.Url} already. End that, or give another address with --url; port 0 takes a free one.",
                taken
            );
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    /// <summary>Ends when the server was asked to stop and has.</summary>
    public Task WaitForStopAsync(CancellationToken stop) => _application.WaitForShutdownAsync(stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _hold.Dispose();
    }

    private static WebApplication Build(
        ServerOptions options,
        DataFolder folder,
        TimeProvider time,
        Action<IServiceCollection> change
    )
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = StaticFiles.ManifestName,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        // Started from a build folder, not from a published one, the files are where the packages are.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(options.Url.Split(';'));
        builder.AddTelemetry(options);
        // A start that fails is told in a sentence, without this category's trace; what stops a running server is critical.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopsWithin);
        Register(builder.Services, options, folder, time);
        builder.AddSyncs();
        change(builder.Services);
        var application = builder.Build();
        application.UseProxies(options);
        application.UseOneCulture();
        application.UseSecurityHeaders();
        application.UseExceptionHandler();
        application.UseStatusCodePages();
        application.UseAuthentication();
        // Before anybody is refused: guesses at tokens count, too.
        application.UseRequestLimits();
        application.UseAuthorization();
        application.UseMiddleware<Askers>();
        application.UseMiddleware<IdempotencyKeys>();
        application.UseAntiforgery();
        application.MapStaticAssets();
        application.MapApi();
        application.MapSignIn();
        application.MapHealth();
        application.MapMetrics(options);
        application
            .MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(mode =>
            {
                // The one policy of SecurityHeaders stands; the framework would add a second one.
                mode.ContentSecurityFrameAncestorsPolicy = null;
            });
        return application;
    }

    private static void Register(
        IServiceCollection services,
        ServerOptions options,
        DataFolder folder,
        TimeProvider time
    )
    {
        services.AddSingleton(options).AddSingleton(folder).AddSingleton(time);
        services.AddSingleton(_ => new Databases(folder.Database));
        services.AddSingleton<AccessReader>().AddSingleton<Places>();
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder.CookieKeys));
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents()
            // A definition may have 1 MiB, and what is pasted or kept of it comes in one message, escaped.
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        services.AddCascadingAuthenticationState();
        services.AddMudServices();
        services.AddSecrets(options, folder);
        services.AddPeople(options);
        services.AddApi();
        services.AddEgress(options);
        services.AddIntegrations();
        services.AddCohorts();
        services.AddCatalog();
        services.AddDestinations();
        services.AddHealth();
    }
}
