using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Members;
using Rollcall.Server.Organizations;
using Rollcall.Sources.Samples;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Cohorts;

/// <summary>Counts cohorts and looks at their columns, one at a time, after whatever changed them has been answered.</summary>
public sealed partial class CohortReadings(
    Databases databases,
    CohortSources sources,
    TimeProvider time,
    ILogger<CohortReadings> log
) : BackgroundService
{
    // A query may have no end.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Channel<string> _asked = Channel.CreateUnbounded<string>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    /// <summary>A cohort is to be read soon.</summary>
    public void Ask(string cohortId) => _asked.Writer.TryWrite(cohortId);

    /// <summary>Remembers how many members a cohort has now; of a day the last reading stays.</summary>
    public async Task RecordAsync(
        RollcallDatabase database,
        Cohort cohort,
        long members,
        DateTimeOffset at,
        CancellationToken cancellation = default
    )
    {
        var zone = await database
            .Projects.Where(project => project.Id == cohort.ProjectId)
            .Select(project => project.TimeZone)
            .SingleAsync(cancellation)
            .ConfigureAwait(false);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZones.Of(zone)).DateTime);
        // Several readings may end at once: the last one to be written stays, and none fails for it.
        await database
            .Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "CohortSizes" ("OrganizationId", "CohortId", "Day", "Members", "At")
                VALUES ({cohort.OrganizationId}, {cohort.Id}, {day}, {members}, {at.ToUnixTimeMilliseconds()})
                ON CONFLICT ("CohortId", "Day") DO UPDATE SET "Members" = excluded."Members", "At" = excluded."At"
                """,
                cancellation
            )
            .ConfigureAwait(false);
        await database
            .Cohorts.Where(row => row.Id == cohort.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Members, (long?)members)
                        .SetProperty(row => row.MembersAt, (DateTimeOffset?)at)
                        .SetProperty(row => row.SourceFault, (string?)null)
                        .SetProperty(row => row.SourceFaultSince, (DateTimeOffset?)null),
                cancellation
            )
            .ConfigureAwait(false);
    }

    /// <summary>Remembers that a cohort's source cannot be read, since the first time of several.</summary>
    public static Task RecordFaultAsync(
        RollcallDatabase database,
        string cohortId,
        string fault,
        DateTimeOffset at,
        CancellationToken cancellation = default
    ) =>
        database
            .Cohorts.Where(row => row.Id == cohortId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.SourceFault, fault)
                        .SetProperty(row => row.SourceFaultSince, row => row.SourceFaultSince ?? at),
                cancellation
            );

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var cohortId in _asked.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            using var deadline = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, deadline.Token);
            try
            {
                await Task.Run(() => ReadAsync(cohortId, either.Token), either.Token).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // One cohort that cannot be read must not keep the others from being read.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                NotRead(log, cohortId, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cohort {CohortId} could not be counted.")]
    private static partial void NotRead(ILogger logger, string cohortId, Exception failure);

    private async Task ReadAsync(string cohortId, CancellationToken cancellation)
    {
        await using var database = databases.OpenForInstallation();
        var cohort = await database
            .Cohorts.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == cohortId, cancellation)
            .ConfigureAwait(false);
        if (
            cohort
            is null
                or { Source: CohortSourceKind.File, UploadId: null }
                or { Source: CohortSourceKind.Push, PushFile: null }
        )
        {
            return;
        }
        try
        {
            var source = await sources.OpenAsync(database, cohort, cancellation: cancellation).ConfigureAwait(false);
            var sample = SampleReader.Sample(source, 0, cancellation);
            await SaveColumnsAsync(database, cohort, sample, cancellation).ConfigureAwait(false);
            var members =
                sample.RowsLookedAt < SampleReader.RowsLookedAt
                    ? sample.RowsLookedAt
                    : SampleReader.Count(source, cancellation);
            await RecordAsync(database, cohort, members, time.GetUtcNow(), cancellation).ConfigureAwait(false);
        }
        catch (SourceException broken)
        {
            await RecordFaultAsync(database, cohortId, broken.Message, time.GetUtcNow(), cancellation)
                .ConfigureAwait(false);
        }
    }

    private static async Task SaveColumnsAsync(
        RollcallDatabase database,
        Cohort cohort,
        SourceSample sample,
        CancellationToken cancellation
    )
    {
        await database
            .CohortColumns.Where(column => column.CohortId == cohort.Id)
            .ExecuteDeleteAsync(cancellation)
            .ConfigureAwait(false);
        database.CohortColumns.AddRange(
            sample.Columns.Select(
                (column, position) =>
                    new CohortColumn
                    {
                        OrganizationId = cohort.OrganizationId,
                        ProjectId = cohort.ProjectId,
                        CohortId = cohort.Id,
                        Position = position,
                        Name = column.Name,
                        Type = column.Type,
                        Samples = [.. column.Samples],
                        Filled = column.Filled,
                    }
            )
        );
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }
}
