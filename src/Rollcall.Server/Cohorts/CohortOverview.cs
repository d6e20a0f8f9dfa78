using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Organizations;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Cohorts;

/// <summary>The cohorts of a project with what people want to see of each at a glance.</summary>
public sealed class CohortOverview(Databases databases, TimeProvider time)
{
    /// <summary>All cohorts, by name.</summary>
    public async Task<IReadOnlyList<CohortLine>> ListAsync(Asker asker, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var cohorts = await database
            .Cohorts.AsNoTracking()
            .Where(cohort => cohort.ProjectId == asker.ProjectId)
            .OrderBy(cohort => cohort.Name)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var before = await SizesBeforeTodayAsync(database, asker, cancellation).ConfigureAwait(false);
        var marks = await MarksAsync(database, asker, cancellation).ConfigureAwait(false);
        var owners = cohorts.Select(cohort => cohort.OwnerId).Distinct().ToList();
        var names = await database
            .Users.Where(person => owners.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, cancellation)
            .ConfigureAwait(false);
        return
        [
            .. cohorts.Select(cohort => new CohortLine(
                cohort,
                before.TryGetValue(cohort.Id, out var size) ? cohort.Members - size : null,
                names.GetValueOrDefault(cohort.OwnerId, "-"),
                [.. marks[cohort.Id]]
            )),
        ];
    }

    // The last reading of each cohort before today.
    private async Task<Dictionary<string, long>> SizesBeforeTodayAsync(
        RollcallDatabase database,
        Asker asker,
        CancellationToken cancellation
    )
    {
        var zone = TimeZones.Of(asker.Project!.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        var since = today.AddDays(-7);
        var sizes = await (
            from size in database.CohortSizes.AsNoTracking()
            join cohort in database.Cohorts on size.CohortId equals cohort.Id
            where cohort.ProjectId == asker.ProjectId && size.Day < today && size.Day >= since
            select size
        )
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        return sizes
            .GroupBy(size => size.CohortId)
            .ToDictionary(group => group.Key, group => group.MaxBy(size => size.Day)!.Members);
    }

    private static async Task<ILookup<string, SyncMark>> MarksAsync(
        RollcallDatabase database,
        Asker asker,
        CancellationToken cancellation
    )
    {
        var rows = await (
            from sync in database.Syncs.AsNoTracking()
            join destination in database.Destinations on sync.DestinationId equals destination.Id
            where sync.ProjectId == asker.ProjectId
            orderby destination.Name
            select new
            {
                sync.CohortId,
                Mark = new SyncMark(sync.Id, destination.Name, sync.State, sync.HeldRunId != null, sync.LastStatus),
            }
        )
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        return rows.ToLookup(row => row.CohortId, row => row.Mark);
    }
}

/// <summary>A cohort at a glance.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Change">Members more or fewer than at the last reading of an earlier day; null: there is none.</param>
/// <param name="Owner">Who answers for it, by name.</param>
/// <param name="Syncs">Where it is kept.</param>
public sealed record CohortLine(Cohort Cohort, long? Change, string Owner, IReadOnlyList<SyncMark> Syncs);

/// <summary>A destination that a cohort is kept in.</summary>
/// <param name="SyncId">The sync.</param>
/// <param name="Destination">The destination's name.</param>
/// <param name="State">How the sync stands.</param>
/// <param name="IsHeld">Whether a run waits for a person's word.</param>
/// <param name="Last">How its last run ended; null: none has.</param>
public sealed record SyncMark(string SyncId, string Destination, SyncState State, bool IsHeld, SyncRunStatus? Last);
