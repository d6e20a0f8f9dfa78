using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Orleans.Configuration;
using Rollcall.Cluster.Syncs;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Syncs;

/// <summary>Syncs, their runs and schedule.</summary>
internal static class SyncsSetup
{
    /// <summary>Adds syncs, and the grains that run them: in this process, reachable from this machine only.</summary>
    public static void AddSyncs(this WebApplicationBuilder builder)
    {
        foreach (var chatty in (string[])["Orleans", "Microsoft.Orleans", "Polly"])
        {
            builder.Logging.AddFilter(chatty, LogLevel.Warning);
        }
        // Advice on garbage collection that is not for one process on a laptop, and a watch that a laptop asleep alarms.
        builder.Logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, clusterId: PublicId.New("cluster"));
            // One process has nobody to tell its load to.
            silo.Configure<DeploymentLoadPublisherOptions>(options =>
                options.DeploymentLoadPublisherRefreshTime = TimeSpan.FromMinutes(1)
            );
            // Grains that do nothing need not stay.
            silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(10));
        });
        var services = builder.Services;
        services.AddSingleton<PublicAddress>().AddSingleton<RunFeed>().AddSingleton<RequestLogs>();
        services.AddSingleton<ListClaims>().AddSingleton<CredentialStops>().AddSingleton<SyncRemoval>();
        services.AddSingleton<RunRequests>().AddSingleton<RunExecution>().AddSingleton<RunEndings>();
        services.AddSingleton<SyncMails>().AddSingleton<RunHistory>().AddSingleton<RunTelemetry>();
        services.AddSingleton<ISyncRuns, SyncRuns>();
        services.AddSingleton<SyncSweep>().AddHostedService(given => given.GetRequiredService<SyncSweep>());
        // The last to start is the first to stop: while runs are waited for, the grains still answer.
        services.AddSingleton<Suspension>().AddHostedService(given => given.GetRequiredService<Suspension>());
        services
            .AddSingleton<SyncAudit>()
            .AddSingleton<SyncMaker>()
            .AddSingleton<ProjectSyncs>()
            .AddSingleton<SyncOrders>()
            .AddSingleton<SyncHistory>();
        services.AddSingleton<SyncChecks>().AddSingleton<Candidates>().AddSingleton<ChangePreviews>();
        services.AddSingleton<RejectedUsers>().AddSingleton<MemberSearch>();
    }

    // Below the ports that systems give to connections: one of those could take it before Orleans does.
    private static int FreePort()
    {
        for (var attempts = 0; attempts < 100; attempts++)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            if (Listen(port) is not null)
            {
                return port;
            }
        }
        return Listen(0) ?? 0;
    }

    // The port that a listener got; null: it is taken.
    private static int? Listen(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
