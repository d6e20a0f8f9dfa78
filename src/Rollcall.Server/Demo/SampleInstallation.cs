using System.Security.Claims;
using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Destinations;
using Rollcall.Server.Integrations;
using Rollcall.Server.People;
using Rollcall.Server.SignIn;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Demo;

/// <summary>
/// Fills a running server as people would: an integration described and released, a cohort, a destination that points at a
/// sandbox, an hourly sync that has run twice. Everything goes through the operations that the portal and the API use.
/// </summary>
public sealed class SampleInstallation
{
    /// <summary>Users who leave between the two runs.</summary>
    public const int Leavers = 310;

    /// <summary>Users who enter between the two runs.</summary>
    public const int Entrants = 460;

    /// <summary>The name of the sample's integration and destination.</summary>
    public const string DestinationName = "Sandbox Lists";

    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);

    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly Asker _asker;

    private SampleInstallation(IServiceProvider services, TimeProvider time, Asker asker) =>
        (_services, _time, _asker) = (services, time, asker);

    /// <summary>Makes everything and waits for both runs.</summary>
    /// <param name="server">The running server.</param>
    /// <param name="person">The account that owns it all, an Admin.</param>
    /// <param name="sandbox">The sandbox destination's address.</param>
    /// <param name="token">The token that the sandbox wants.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<SampleResult> MakeAsync(
        RollcallServer server,
        AdminUser person,
        Uri sandbox,
        string token,
        TimeProvider time,
        CancellationToken cancellation = default
    )
    {
        var claims = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.Id)], "demo"));
        var access = server.Services.GetRequiredService<AccessReader>();
        var asker = await access.ForProjectAsync(claims, person.ProjectId!, cancellation).ConfigureAwait(false);
        var sample = new SampleInstallation(server.Services, time, asker);
        return await sample.MakeAsync(person, sandbox, token, cancellation).ConfigureAwait(false);
    }

    private async Task<SampleResult> MakeAsync(
        AdminUser person,
        Uri sandbox,
        string token,
        CancellationToken cancellation
    )
    {
        var destinationId = await ConnectAsync(sandbox, token, cancellation).ConfigureAwait(false);
        var cohort = await Of<SampleCohort>().MakeAsync(_asker, cancellation).ConfigureAwait(false);
        var sync = await Of<ProjectSyncs>()
            .CreateAsync(
                _asker,
                new NewSync
                {
                    CohortId = cohort.Id,
                    DestinationId = destinationId,
                    Cadence = new Cadence { Kind = CadenceKind.Hourly },
                },
                cancellation
            )
            .ConfigureAwait(false);
        var first = await EndAsync(sync.Id, after: null, cancellation).ConfigureAwait(false);
        await ChangeAsync(cohort, cancellation).ConfigureAwait(false);
        await Of<SyncOrders>().RunAsync(_asker, sync.Id, cancellation: cancellation).ConfigureAwait(false);
        var second = await EndAsync(sync.Id, first.QueuedAt, cancellation).ConfigureAwait(false);
        return new SampleResult(
            cohort.Name,
            $"/projects/{_asker.ProjectId}/cohorts/{cohort.Id}",
            $"/projects/{_asker.ProjectId}/syncs/{sync.Id}",
            first,
            second,
            await LinkAsync(person, cancellation).ConfigureAwait(false)
        );
    }

    // The integration as a partner makes it: the guide's defaults, released inside the organization.
    private async Task<string> ConnectAsync(Uri sandbox, string token, CancellationToken cancellation)
    {
        var connection = await Of<Connections>()
            .CreateAsync(
                _asker,
                new ConnectionForm
                {
                    DisplayName = DestinationName,
                    Category = "messaging",
                    Summary = "A destination on this machine, to try things on.",
                    FullDescription =
                        "Keeps a list in the sandbox equal to a cohort. Everything that it receives stands in its log.",
                },
                cancellation
            )
            .ConfigureAwait(false);
        var version = await Of<IntegrationVersions>()
            .CreateAsync(_asker, connection.Id, IntegrationType.List, cancellation)
            .ConfigureAwait(false);
        await Of<Releases.Releases>().ReleaseInternallyAsync(_asker, version.Id, cancellation).ConfigureAwait(false);
        var form = new DestinationForm
        {
            Name = DestinationName,
            Settings = new Dictionary<string, string>
            {
                ["base_url"] = sandbox.ToString().TrimEnd('/'),
                ["bearer_token"] = token,
            },
            Mapping = new Dictionary<string, string> { ["user_id_field_amplitude"] = "user_id" },
        };
        var destination = await Of<Destinations.Destinations>()
            .CreateAsync(_asker, version.Id, form, cancellation)
            .ConfigureAwait(false);
        return destination.Id;
    }

    private async Task ChangeAsync(Cohort cohort, CancellationToken cancellation)
    {
        var count = SampleCohort.Users - Leavers + Entrants;
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes(SampleCohort.Csv(Leavers, count)));
        await Of<Uploads>()
            .ReceiveForAsync(_asker, cohort.Id, "sample-users.csv", csv, cancellation)
            .ConfigureAwait(false);
        Of<CohortReadings>().Ask(cohort.Id);
    }

    // The newest run that has ended and was asked for later than another one.
    private async Task<SyncRun> EndAsync(string syncId, DateTimeOffset? after, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(AskAgain, _time);
        do
        {
            var runs = await Of<SyncHistory>()
                .RunsAsync(_asker, syncId, new PageRequest(1), cancellation: cancellation)
                .ConfigureAwait(false);
            var newest = runs.Items.FirstOrDefault();
            if (newest is { FinishedAt: not null } && (after is null || newest.QueuedAt > after))
            {
                return newest;
            }
        } while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
        throw new OperationCanceledException(cancellation);
    }

    private async Task<string> LinkAsync(AdminUser person, CancellationToken cancellation)
    {
        await using var database = Of<Databases>().OpenForInstallation();
        var link = Of<OneTimeLinks>().Make(database, person.Id, Storage.People.LinkPurpose.SignIn);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return link;
    }

    private T Of<T>()
        where T : notnull => _services.GetRequiredService<T>();
}

/// <summary>What the sample came to.</summary>
/// <param name="Cohort">The cohort's name.</param>
/// <param name="CohortPath">Its page.</param>
/// <param name="SyncPath">The sync's page.</param>
/// <param name="First">The first run.</param>
/// <param name="Second">The second run, after the cohort had changed.</param>
/// <param name="SignInLink">Lets the sample's person in, once, for a day.</param>
public sealed record SampleResult(
    string Cohort,
    string CohortPath,
    string SyncPath,
    SyncRun First,
    SyncRun Second,
    string SignInLink
);
