using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Runs;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Destinations;

/// <summary>What a change of destinations does to their syncs. Works in the caller's session; the caller saves.</summary>
internal static class SyncsOfDestinations
{
    /// <summary>How many syncs go to each destination, and how the last run of any of them ended.</summary>
    public static async Task<Dictionary<string, SyncsThere>> CountAsync(
        RollcallDatabase database,
        List<string> destinations,
        CancellationToken cancellation
    )
    {
        var syncs = await database
            .Syncs.AsNoTracking()
            .Where(sync => destinations.Contains(sync.DestinationId))
            .Select(sync => new
            {
                sync.DestinationId,
                sync.LastRunAt,
                sync.LastStatus,
            })
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        return syncs
            .GroupBy(sync => sync.DestinationId, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => new SyncsThere(group.Count(), group.MaxBy(sync => sync.LastRunAt)?.LastStatus),
                StringComparer.Ordinal
            );
    }

    /// <summary>The syncs of a destination, by their cohorts' names, with who is there and who is wanted there.</summary>
    public static async Task<IReadOnlyList<SyncConcerned>> OfAsync(
        RollcallDatabase database,
        string destinationId,
        CancellationToken cancellation
    )
    {
        var rows = await (
            from sync in database.Syncs
            join cohort in database.Cohorts on sync.CohortId equals cohort.Id
            where sync.DestinationId == destinationId
            orderby cohort.Name
            select new
            {
                sync.Id,
                cohort.Name,
                cohort.Members,
                sync.ListId,
                sync.State,
                HasRun = database.SyncRuns.Any(run => run.SyncId == sync.Id && !run.IsDryRun),
                IsAcknowledged = database.SyncRuns.Any(run =>
                    run.SyncId == sync.Id && run.Added + run.Removed + run.Changed + run.Delivered > 0
                ),
                Delivered = database
                    .SyncRuns.Where(run => run.SyncId == sync.Id && run.FinishedAt != null && !run.IsDryRun)
                    .OrderByDescending(run => run.FinishedAt)
                    .Select(run => (long?)run.Delivered)
                    .FirstOrDefault(),
            }
        )
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        return
        [
            .. rows.Select(row => new SyncConcerned(
                row.Id,
                row.Name,
                row.Delivered ?? 0,
                // What was sent and not answered may be there, too; what was refused for its credentials is not.
                row.ListId
                    is not null
                    || row.IsAcknowledged
                    || (row.HasRun && row.State != SyncState.NeedsCredentials),
                row.Members
            )),
        ];
    }

    /// <summary>Tells the syncs what a person said of the changed account: their next runs go by it.</summary>
    public static async Task AccountChangedAsync(
        RollcallDatabase database,
        string destinationId,
        bool isSame,
        CancellationToken cancellation
    )
    {
        var change = isSame ? AccountChange.SameAccount : AccountChange.Fresh;
        foreach (var sync in await TrackedAsync(database, [destinationId], cancellation).ConfigureAwait(false))
        {
            // Another account stays another one, whatever was changed after it and before the next run.
            if (sync.AccountChange != nameof(AccountChange.Fresh))
            {
                sync.AccountChange = change.ToString();
            }
        }
    }

    /// <summary>Lets syncs that waited for credentials go on.</summary>
    public static async Task ResumeAsync(
        RollcallDatabase database,
        string destinationId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        foreach (var sync in await TrackedAsync(database, [destinationId], cancellation).ConfigureAwait(false))
        {
            if (sync.State == SyncState.NeedsCredentials)
            {
                (sync.State, sync.StateSince, sync.NextDue) = (SyncState.Active, now, now);
            }
        }
    }

    /// <summary>Switches the syncs of destinations off, and forgets what was to follow their runs.</summary>
    public static async Task SwitchOffAsync(
        RollcallDatabase database,
        List<string> destinations,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        foreach (var sync in await TrackedAsync(database, destinations, cancellation).ConfigureAwait(false))
        {
            sync.FollowUp = null;
            if (sync.State is not (SyncState.Off or SyncState.Finished))
            {
                (sync.State, sync.StateSince, sync.NextDue) = (SyncState.Off, now, null);
            }
        }
    }

    /// <summary>Switches the syncs on again that a withdrawn version had switched off; those that a person had paused before are paused again.</summary>
    public static async Task SwitchOnAsync(
        RollcallDatabase database,
        string destinationId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        foreach (var sync in await TrackedAsync(database, [destinationId], cancellation).ConfigureAwait(false))
        {
            if (sync.State == SyncState.Off)
            {
                var isPaused = sync.PausedBy is not null;
                (sync.State, sync.StateSince) = (isPaused ? SyncState.Paused : SyncState.Active, now);
                sync.NextDue = isPaused ? null : now;
            }
        }
    }

    private static Task<List<Sync>> TrackedAsync(
        RollcallDatabase database,
        List<string> destinations,
        CancellationToken cancellation
    ) => database.Syncs.Where(sync => destinations.Contains(sync.DestinationId)).ToListAsync(cancellation);
}

/// <summary>The syncs that go to a destination.</summary>
/// <param name="Count">How many.</param>
/// <param name="LastResult">How the last run of any of them ended; null: none has run.</param>
internal sealed record SyncsThere(int Count, SyncRunStatus? LastResult);
