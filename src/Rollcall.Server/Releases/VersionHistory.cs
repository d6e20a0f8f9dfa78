using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Releases;

/// <summary>Tells how versions came to be what they are: who let them out, what a reviewer said, how they differ.</summary>
public sealed class VersionHistory(Databases databases)
{
    /// <summary>All versions of an integration, the newest first, with their steps.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<IReadOnlyList<VersionTrail>> OfIntegrationAsync(
        Asker asker,
        string integrationId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var versions = await database
            .IntegrationVersions.AsNoTracking()
            .Where(row => row.IntegrationId == integrationId)
            .OrderByDescending(row => row.Number)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        if (versions.Count == 0)
        {
            throw Refusal.NotFound();
        }
        var ids = versions.ConvertAll(version => version.Id);
        var steps = await database
            .ReleaseSteps.AsNoTracking()
            .Where(step => ids.Contains(step.VersionId))
            .OrderBy(step => step.At)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        return
        [
            .. versions.Select(version => new VersionTrail(
                version,
                [.. steps.Where(step => step.VersionId == version.Id)]
            )),
        ];
    }

    /// <summary>A version's steps, and what the reviewers said to it; for a draft, what they said to the version before it.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<ReleaseTrail> OfVersionAsync(
        Asker asker,
        string versionId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var (version, _) = await IntegrationVersions.FindAsync(database, versionId, cancellation).ConfigureAwait(false);
        var steps = await database
            .ReleaseSteps.AsNoTracking()
            .Where(step => step.VersionId == versionId)
            .OrderBy(step => step.At)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var asked = await database
            .Submissions.AsNoTracking()
            .Where(row => row.IntegrationId == version.IntegrationId && row.DecidedAt != null)
            .OrderByDescending(row => row.DecidedAt)
            .FirstOrDefaultAsync(cancellation)
            .ConfigureAwait(false);
        var isMeant =
            asked is { State: SubmissionState.ChangesRequested }
            && (asked.VersionId == versionId || version.State == IntegrationState.Draft);
        return new ReleaseTrail(
            version,
            steps,
            isMeant ? asked : null,
            isMeant ? await CommentsAsync(database, asked!.Id, cancellation).ConfigureAwait(false) : []
        );
    }

    /// <summary>How a version differs from an earlier one of the same integration.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="versionId">The version.</param>
    /// <param name="againstId">The other; null: the version before it.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<VersionDifference> DifferenceAsync(
        Asker asker,
        string versionId,
        string? againstId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var now = await SnapshotAsync(database, versionId, cancellation).ConfigureAwait(false);
        var before = await BeforeAsync(database, now.Version, againstId, cancellation).ConfigureAwait(false);
        return VersionDifference.Between(before?.Snapshot, now.Snapshot);
    }

    /// <summary>What a submission's reviewers said to fields.</summary>
    internal static Task<List<ReviewComment>> CommentsAsync(
        RollcallDatabase database,
        string submissionId,
        CancellationToken cancellation
    ) =>
        database
            .ReviewComments.AsNoTracking()
            .Where(comment => comment.SubmissionId == submissionId)
            .OrderBy(comment => comment.At)
            .ToListAsync(cancellation);

    private static async Task<(IntegrationVersion Version, VersionSnapshot Snapshot)?> BeforeAsync(
        RollcallDatabase database,
        IntegrationVersion version,
        string? againstId,
        CancellationToken cancellation
    )
    {
        var others = database.IntegrationVersions.Where(row =>
            row.IntegrationId == version.IntegrationId && row.Id != version.Id
        );
        var chosen = againstId is null
            ? await others
                .Where(row => row.Number < version.Number)
                .OrderByDescending(row => row.Number)
                .Select(row => row.Id)
                .FirstOrDefaultAsync(cancellation)
                .ConfigureAwait(false)
            : await others
                .Where(row => row.Id == againstId)
                .Select(row => row.Id)
                .FirstOrDefaultAsync(cancellation)
                .ConfigureAwait(false)
                ?? throw Refusal.NotFound();
        return chosen is null ? null : await SnapshotAsync(database, chosen, cancellation).ConfigureAwait(false);
    }

    // What was let out is shown as it was frozen, whatever became of the connection information since.
    private static async Task<(IntegrationVersion Version, VersionSnapshot Snapshot)> SnapshotAsync(
        RollcallDatabase database,
        string versionId,
        CancellationToken cancellation
    )
    {
        var content = await Releases.ContentAsync(database, versionId, cancellation).ConfigureAwait(false);
        var published = await database
            .PublishedVersions.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == versionId, cancellation)
            .ConfigureAwait(false);
        var snapshot = published is not null ? VersionSnapshot.Of(published) : VersionSnapshot.Of(content);
        return (content.Version, snapshot);
    }
}

/// <summary>A version with who let it out.</summary>
/// <param name="Version">The row.</param>
/// <param name="Steps">The oldest first.</param>
public sealed record VersionTrail(IntegrationVersion Version, IReadOnlyList<ReleaseStep> Steps);

/// <summary>How a version stands on its way to the catalog.</summary>
/// <param name="Version">The row.</param>
/// <param name="Steps">The oldest first.</param>
/// <param name="ChangesAsked">The submission to which changes were requested and not yet made; null for none.</param>
/// <param name="Comments">What was said to fields with it.</param>
public sealed record ReleaseTrail(
    IntegrationVersion Version,
    IReadOnlyList<ReleaseStep> Steps,
    Submission? ChangesAsked,
    IReadOnlyList<ReviewComment> Comments
);
