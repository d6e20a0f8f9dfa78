using System.Security.Cryptography;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;
using Rollcall.Server.Access;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Configuration;
using Rollcall.Storage;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Syncs;

/// <summary>Tells what a sync would do before it is made: a dry run of its first run, and the first request. Sends nothing, and keeps nothing.</summary>
public sealed class SyncChecks
{
    // A guess where nothing was sent yet; rate limits usually say more.
    private static readonly TimeSpan UsualAnswer = TimeSpan.FromMilliseconds(300);

    private readonly SemaphoreSlim _reading = new(1);
    private readonly Databases _databases;
    private readonly ISyncDestinations _destinations;
    private readonly CohortSources _sources;
    private readonly PublicAddress _address;
    private readonly DataFolder _folder;
    private readonly TimeProvider _time;

    /// <summary>Empties what an earlier process may have left.</summary>
    public SyncChecks(
        Databases databases,
        ISyncDestinations destinations,
        CohortSources sources,
        PublicAddress address,
        DataFolder folder,
        TimeProvider time
    )
    {
        (_databases, _destinations, _sources) = (databases, destinations, sources);
        (_address, _folder, _time) = (address, folder, time);
        Delete(folder.Checks);
    }

    /// <summary>Counts what the first run would do.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="wanted">The sync.</param>
    /// <param name="reading">Is told how many members were read so far; must return quickly.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">Something is missing, or the cohort cannot be read.</exception>
    public async Task<SyncCheck> CountAsync(
        Asker asker,
        NewSync wanted,
        Action<long> reading,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        await using var database = _databases.OpenFor(asker.OrganizationId);
        var cohort = await database.CohortOfAsync(asker, wanted.CohortId, cancellation).ConfigureAwait(false);
        var destination = await LoadAsync(asker, wanted, cancellation).ConfigureAwait(false);
        await _reading.WaitAsync(cancellation).ConfigureAwait(false);
        var folder = Path.Combine(_folder.Checks, PublicId.New("chk"));
        try
        {
            var source = await _sources.OpenAsync(database, cohort, cancellation: cancellation).ConfigureAwait(false);
            var request = RequestOf(cohort, destination, source);
            var report = await Task.Run(
                    () => DryRunAsync(folder, destination, request, new Told(reading), cancellation),
                    cancellation
                )
                .ConfigureAwait(false);
            return CheckOf(destination.Integration, report);
        }
        catch (Exception unusable) when (unusable is SourceException or UsageException)
        {
            throw Refusal.Conflict(unusable.Message);
        }
        finally
        {
            _reading.Release();
            Delete(folder);
        }
    }

    /// <summary>The first request as it would be sent, and with the first of the cohort's members the first one that adds users; secrets masked.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="wanted">The sync.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">Something is missing, or the asker may not see members.</exception>
    public async Task<IReadOnlyList<ShownRequest>> FirstRequestsAsync(
        Asker asker,
        NewSync wanted,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.SeeMembers);
        await using var database = _databases.OpenFor(asker.OrganizationId);
        var cohort = await database.CohortOfAsync(asker, wanted.CohortId, cancellation).ConfigureAwait(false);
        var destination = await LoadAsync(asker, wanted, cancellation).ConfigureAwait(false);
        try
        {
            var source = await _sources.OpenAsync(database, cohort, cancellation: cancellation).ConfigureAwait(false);
            var url = _address.OfCohort(cohort.ProjectId, cohort.Id);
            return await Task.Run(
                    () => FirstRequests.Of(destination, cohort, url, source, _time.GetUtcNow(), cancellation),
                    cancellation
                )
                .ConfigureAwait(false);
        }
        catch (Exception unusable) when (unusable is SourceException or UsageException)
        {
            throw Refusal.Conflict(unusable.Message);
        }
    }

    private async Task<SyncDestination> LoadAsync(Asker asker, NewSync wanted, CancellationToken cancellation)
    {
        var destination = await _destinations
            .LoadAsync(asker.OrganizationId, wanted.DestinationId, wanted.Settings, cancellation)
            .ConfigureAwait(false);
        if (destination.ProjectId != asker.ProjectId)
        {
            throw Refusal.NotFound();
        }
        SyncRules.CheckSettings(wanted.Settings, destination);
        return destination;
    }

    private SyncRequest RequestOf(Cohort cohort, SyncDestination destination, IMemberSource source) =>
        new()
        {
            Integration = destination.Integration,
            DefinitionText = destination.DefinitionText,
            Settings = destination.Settings,
            Columns = destination.Columns,
            Source = source,
            CohortName = cohort.Name,
            CohortId = cohort.Id,
            CohortUrl = _address.OfCohort(cohort.ProjectId, cohort.Id),
            DryRun = true,
        };

    private async Task<RunReport> DryRunAsync(
        string folder,
        SyncDestination destination,
        SyncRequest request,
        IRunProgress progress,
        CancellationToken cancellation
    )
    {
        using var state = StateDirectory.Open(folder);
        using var http = destination.OpenHttp();
        // Names only.
        var random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
        return await new SyncEngine(state.Ledger, http, _time, random)
            .RunAsync(request, progress, cancellation, CancellationToken.None)
            .ConfigureAwait(false);
    }

    private static SyncCheck CheckOf(Integration integration, RunReport report)
    {
        var endpoint = integration.Endpoints.For(Operation.Add);
        var batches = (report.Planned.Add + endpoint.BatchSize - 1) / endpoint.BatchSize;
        var requests = batches + (integration.Endpoints.CreateList is null ? 0 : 1);
        var delivery = integration.Delivery;
        var least = requests * UsualAnswer / Math.Max(1, delivery.Parallelism);
        var limited = delivery
            .RateLimits.Concat(endpoint.RateLimits)
            .Select(limit => limit.Per * ((double)requests / limit.Requests));
        return new SyncCheck(report.Cohort, report.Planned.Add, requests, limited.Append(least).Max());
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Told(Action<long> reading) : IRunProgress
    {
        public void Reading(long members) => reading(members);

        public void Planned(OperationCounts planned, bool resumed) { }

        public void Delivering(long settled, long planned) { }

        public void Note(string sentence) { }
    }
}

/// <summary>What the first run of a sync would do.</summary>
/// <param name="Cohort">What was read.</param>
/// <param name="Users">Users who would be added.</param>
/// <param name="Requests">Requests that it takes, the list's creation among them.</param>
/// <param name="Expected">About how long they take, by the destination's limits.</param>
public sealed record SyncCheck(CohortCounts Cohort, long Users, long Requests, TimeSpan Expected);
