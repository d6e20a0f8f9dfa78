using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Members;
using Rollcall.Sources;
using Rollcall.Sources.Pushed;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Cohorts;

/// <summary>Opens the source of a cohort's members.</summary>
public sealed class CohortSources(CohortFiles files)
{
    /// <summary>The source.</summary>
    /// <param name="database">The session.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="uploadId">The upload that a run is pinned to; null: the cohort's present one.</param>
    /// <param name="pushFile">The file of pushed members that a run is pinned to; null: the cohort's present one.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="SourceException">There is nothing to read yet.</exception>
    public async Task<IMemberSource> OpenAsync(
        RollcallDatabase database,
        Cohort cohort,
        string? uploadId = null,
        string? pushFile = null,
        CancellationToken cancellation = default
    )
    {
        switch (cohort.Source)
        {
            case CohortSourceKind.File:
                var id = uploadId ?? cohort.UploadId ?? throw Empty("has no file yet. Upload one.");
                var upload =
                    await database
                        .Uploads.AsNoTracking()
                        .SingleOrDefaultAsync(row => row.Id == id, cancellation)
                        .ConfigureAwait(false)
                    ?? throw Empty("has lost its file. Upload it again.");
                return CohortSource.FromUpload(files.FileOf(upload));
            case CohortSourceKind.Query:
                return await OfQueryAsync(database, cohort.ProjectId, cohort.Sql ?? "", cancellation)
                    .ConfigureAwait(false);
            default:
                var file = pushFile ?? cohort.PushFile ?? throw Empty("has no members yet. Push them through the API.");
                return CohortSource.FromPushed(files.PushFileOf(cohort.Id, file));
        }
    }

    /// <summary>A query over a project's files.</summary>
    public async Task<IMemberSource> OfQueryAsync(
        RollcallDatabase database,
        string projectId,
        string sql,
        CancellationToken cancellation = default
    )
    {
        var uploads = await database
            .Uploads.AsNoTracking()
            .Where(upload => upload.ProjectId == projectId && upload.ReplacedAt == null)
            .OrderBy(upload => upload.FileName)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        return CohortSource.FromConfinedQuery(sql, [.. uploads.Select(files.FileOf)]);
    }

    /// <summary>A cohort's pushed members, for whoever changes them.</summary>
    internal PushedMembers Pushed(Cohort cohort, string file) =>
        new(files.PushFileOf(cohort.Id, file), cohort.KeyColumn!);

    private static SourceException Empty(string what) => new($"The cohort {what}", isUsage: true);
}
