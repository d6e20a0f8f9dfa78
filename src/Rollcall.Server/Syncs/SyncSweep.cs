using Microsoft.EntityFrameworkCore;
using Rollcall.Cluster.Syncs;
using Rollcall.Server.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Starts syncs when they are due. Any number of processes may sweep one table: each due time is taken in hand by one.</summary>
public sealed partial class SyncSweep(
    Databases databases,
    IGrainFactory grains,
    UnusedFiles unused,
    RunHistory history,
    RunTelemetry telemetry,
    TimeProvider time,
    ILogger<SyncSweep> log
) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Tidying = TimeSpan.FromHours(1);

    private readonly string _process = PublicId.New("prc");
    private readonly SemaphoreSlim _wake = new(0, 1);
    private DateTimeOffset _tidied;

    /// <summary>Something is due sooner than was known.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is to wake already.
        }
    }

    /// <summary>Starts what is due.</summary>
    /// <returns>How many syncs were due.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        await using var database = databases.OpenForInstallation();
        var due = await (
            from sync in database.Syncs
            where sync.State == SyncState.Active || sync.State == SyncState.NeedsCredentials
            where sync.NextDue <= now && (sync.LeaseUntil == null || sync.LeaseUntil < now)
            orderby sync.NextDue
            join project in database.Projects on sync.ProjectId equals project.Id
            select new { Sync = sync, project.TimeZone }
        )
            .AsNoTracking()
            .Take(AtOnce)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        foreach (var row in due)
        {
            await StartAsync(database, row.Sync, row.TimeZone, now, cancellation).ConfigureAwait(false);
        }
        return due.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ResumeAsync(stoppingToken).ConfigureAwait(false);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SweepAsync(stoppingToken).ConfigureAwait(false) == AtOnce) { }
                await TidyAsync(stoppingToken).ConfigureAwait(false);
                await SleepAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The schedule must outlive a database that is busy for a while.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                NotSwept(log, failure);
                await Task.Delay(Longest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The schedule could not be looked at; trying again.")]
    private static partial void NotSwept(ILogger logger, Exception failure);

    // What a crash or a stop has interrupted goes on, and what was to follow it follows.
    private async Task ResumeAsync(CancellationToken cancellation)
    {
        await using var database = databases.OpenForInstallation();
        var interrupted = await database
            .SyncRuns.Where(run => run.Status == SyncRunStatus.Queued || run.Status == SyncRunStatus.Running)
            .Select(run => run.SyncId)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var kept = await database
            .Syncs.Where(sync => sync.FollowUp != null)
            .Select(sync => sync.Id)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        foreach (var syncId in interrupted.Union(kept))
        {
            await grains.GetGrain<ISyncGrain>(syncId).Resume().ConfigureAwait(false);
        }
        var leaving = await database
            .Syncs.Where(sync => sync.IsLeaving && sync.FollowUp == null)
            .Select(sync => sync.Id)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        foreach (var syncId in leaving.Except(interrupted))
        {
            await grains.GetGrain<ISyncGrain>(syncId).Start(SyncRemoval.Order(null)).ConfigureAwait(false);
        }
    }

    private async Task StartAsync(
        RollcallDatabase database,
        Sync sync,
        string timeZone,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var taken = await database
            .Syncs.Where(row => row.Id == sync.Id && row.NextDue == sync.NextDue)
            .Where(row => row.LeaseUntil == null || row.LeaseUntil < now)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.LeaseOwner, _process)
                        .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)(now + Lease)),
                cancellation
            )
            .ConfigureAwait(false);
        if (taken == 0)
        {
            return;
        }
        var isProbe = sync.State == SyncState.NeedsCredentials;
        var isFirst = sync.LastRunAt is null && sync.NextDue <= sync.CreatedAt;
        var order = new RunOrder
        {
            Trigger = (
                isProbe ? RunTrigger.Probe
                : isFirst ? RunTrigger.Created
                : RunTrigger.Schedule
            ).ToString(),
            GivesWay = true,
        };
        await grains.GetGrain<ISyncGrain>(sync.Id).Start(order).ConfigureAwait(false);
        telemetry.Start(now - sync.NextDue!.Value);
        var next = isProbe ? now + TimeSpan.FromDays(1) : CredentialStops.NextOf(sync, timeZone, now);
        var missed = isProbe || isFirst ? 0 : Missed(sync, timeZone, now);
        // What the run itself has said meanwhile of the next time counts more.
        await database
            .Syncs.Where(row => row.Id == sync.Id && row.NextDue == sync.NextDue)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextDue, next), cancellation)
            .ConfigureAwait(false);
        await database
            .Syncs.Where(row => row.Id == sync.Id && row.LeaseOwner == _process)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Missed, row => row.Missed + missed)
                        .SetProperty(row => row.LeaseOwner, (string?)null)
                        .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null),
                cancellation
            )
            .ConfigureAwait(false);
    }

    private static long Missed(Sync sync, string timeZone, DateTimeOffset now)
    {
        var spread = Cadences.SpreadOf(sync.Id);
        var due = Cadences.CountDue(sync.Cadence, timeZone, sync.CreatedAt, spread, sync.NextDue!.Value, now);
        return Math.Max(0, due - 1);
    }

    private async Task TidyAsync(CancellationToken cancellation)
    {
        if (time.GetUtcNow() - _tidied < Tidying)
        {
            return;
        }
        _tidied = time.GetUtcNow();
        await unused.SweepAsync(cancellation).ConfigureAwait(false);
        await history.ForgetAsync(cancellation).ConfigureAwait(false);
    }

    private async Task SleepAsync(CancellationToken cancellation)
    {
        await using var database = databases.OpenForInstallation();
        var next = await database
            .Syncs.Where(sync => sync.State == SyncState.Active || sync.State == SyncState.NeedsCredentials)
            .MinAsync(sync => sync.NextDue, cancellation)
            .ConfigureAwait(false);
        var wait = (next - time.GetUtcNow()) ?? Longest;
        wait =
            wait > Longest ? Longest
            : wait < Shortest ? Shortest
            : wait;
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(_wake.WaitAsync(woken.Token), Task.Delay(wait, time, woken.Token)).ConfigureAwait(false);
        await woken.CancelAsync().ConfigureAwait(false);
    }
}
