using Rollcall.Server.Syncs;
using Rollcall.Storage.Cohorts;

namespace Rollcall.Server.Api;

/// <summary>A cohort to be made.</summary>
/// <param name="Name">Unique in the project.</param>
/// <param name="Source"><c>file</c>, <c>query</c> or <c>push</c>.</param>
/// <param name="Sql">For a query: SQL over the project's files.</param>
/// <param name="KeyColumn">For pushed members: the property that tells them apart.</param>
internal sealed record CohortRequest(string? Name, string? Source, string? Sql = null, string? KeyColumn = null);

/// <summary>What of a cohort is to be other than it is.</summary>
/// <param name="Name">The new name; absent: as it is.</param>
/// <param name="Sql">The new query; absent: as it is.</param>
/// <param name="OwnerId">The new owner; absent: as it is.</param>
/// <param name="Version">The version that was seen; absent: whatever it is.</param>
internal sealed record CohortChangeRequest(
    string? Name = null,
    string? Sql = null,
    string? OwnerId = null,
    int? Version = null
);

/// <summary>A query to be looked at.</summary>
/// <param name="Sql">SQL over the project's files.</param>
internal sealed record QueryRequest(string? Sql);

/// <summary>A cohort.</summary>
/// <param name="Id"><c>coh_…</c></param>
/// <param name="Name">Its name.</param>
/// <param name="Source"><c>file</c>, <c>query</c> or <c>push</c>.</param>
/// <param name="FileId">The uploaded file; null for other sources.</param>
/// <param name="Sql">The query; null for other sources.</param>
/// <param name="KeyColumn">The property that tells pushed members apart; null for other sources.</param>
/// <param name="OwnerId">Who answers for it.</param>
/// <param name="Members">Members when they were last counted; null before that.</param>
/// <param name="MembersAt">When that was.</param>
/// <param name="SourceFault">Why the source cannot be read; null: it can.</param>
/// <param name="SourceFaultSince">Since when.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Version">Raised with every change.</param>
internal sealed record CohortAnswer(
    string Id,
    string Name,
    string Source,
    string? FileId,
    string? Sql,
    string? KeyColumn,
    string OwnerId,
    long? Members,
    DateTimeOffset? MembersAt,
    string? SourceFault,
    DateTimeOffset? SourceFaultSince,
    DateTimeOffset CreatedAt,
    int Version
)
{
    /// <summary>The answer for a cohort.</summary>
    public static CohortAnswer Of(Cohort cohort) =>
        new(
            cohort.Id,
            cohort.Name,
            ApiWords.Of(cohort.Source),
            cohort.UploadId,
            cohort.Sql,
            cohort.KeyColumn,
            cohort.OwnerId,
            cohort.Members,
            cohort.MembersAt,
            cohort.SourceFault,
            cohort.SourceFaultSince,
            cohort.CreatedAt,
            cohort.Version
        );
}

/// <summary>A cohort's size.</summary>
/// <param name="Day">In the project's time zone.</param>
/// <param name="Members">The last reading of the day.</param>
internal sealed record SizeAnswer(DateOnly Day, long Members);

/// <summary>An uploaded file.</summary>
/// <param name="Id"><c>upl_…</c></param>
/// <param name="Name">The table's name for queries.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="CreatedAt">When it was uploaded.</param>
internal sealed record FileAnswer(string Id, string Name, long Bytes, DateTimeOffset CreatedAt)
{
    /// <summary>The answer for an upload.</summary>
    public static FileAnswer Of(Upload upload) => new(upload.Id, upload.FileName, upload.Bytes, upload.CreatedAt);
}

/// <summary>A user in a sync's list.</summary>
/// <param name="SyncId">The sync.</param>
/// <param name="CohortId">Its cohort.</param>
/// <param name="DestinationId">Its destination.</param>
/// <param name="State"><c>present</c>, <c>absent</c> or <c>in_doubt</c>; null: not known.</param>
/// <param name="Why">Why not, or why it is not known; null where there is nothing to say.</param>
internal sealed record MemberAnswer(string SyncId, string CohortId, string DestinationId, string? State, string? Why)
{
    /// <summary>The answer for what was found.</summary>
    public static MemberAnswer Of(MemberInSync found) =>
        new(
            found.Sync.Id,
            found.Sync.CohortId,
            found.Sync.DestinationId,
            found.State is { } state ? ApiWords.Of(state) : null,
            found.Why
        );
}
