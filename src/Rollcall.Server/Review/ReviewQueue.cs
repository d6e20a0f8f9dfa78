using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Server.Catalog;
using Rollcall.Server.Releases;
using Rollcall.Server.Secrets;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Review;

/// <summary>What waits for reviewers.</summary>
public sealed class ReviewQueue(Databases databases, PublishedIntegrations published, SecretStore secrets)
{
    /// <summary>What waits, the oldest first.</summary>
    public async Task<IReadOnlyList<QueueRow>> WaitingAsync(Reviewer reviewer, CancellationToken cancellation = default)
    {
        await using var database = databases.OpenForInstallation();
        var rows = await (
            from submission in database.Submissions
            join version in database.PublishedVersions on submission.VersionId equals version.Id
            join organization in database.Organizations on submission.OrganizationId equals organization.Id
            where submission.State == SubmissionState.Waiting
            orderby submission.SubmittedAt, submission.Id
            select new QueueRow
            {
                Id = submission.Id,
                VersionId = version.Id,
                Integration = version.Name,
                HasLogo = version.Logo != null,
                OrganizationId = organization.Id,
                Organization = organization.Name,
                VersionNumber = version.Number,
                WaitingSince = submission.SubmittedAt,
                TakenBy = submission.TakenByName,
            }
        )
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        return [.. rows.Select(row => row with { IsOwn = reviewer.IsOf(row.OrganizationId) })];
    }

    /// <summary>A submission with all that a reviewer looks at, whether it waits or is decided.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<SubmissionView> OpenAsync(
        Reviewer reviewer,
        string submissionId,
        CancellationToken cancellation = default
    )
    {
        await using var database = databases.OpenForInstallation();
        var submission =
            await database
                .Submissions.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == submissionId, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        // Withdrawn from review, a version is the partner's alone again.
        var version =
            await database
                .PublishedVersions.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == submission.VersionId, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        var organization = await database
            .Organizations.SingleAsync(row => row.Id == submission.OrganizationId, cancellation)
            .ConfigureAwait(false);
        var approved = await database
            .PublishedVersions.AsNoTracking()
            .Where(row =>
                row.IntegrationId == version.IntegrationId && row.Id != version.Id && row.Audience == Audience.Everyone
            )
            .OrderByDescending(row => row.Number)
            .FirstOrDefaultAsync(cancellation)
            .ConfigureAwait(false);
        var integration = published.DefinitionOf(version);
        return new SubmissionView
        {
            Submission = submission,
            Version = version,
            Organization = organization.Name,
            Integration = integration,
            Variables = DefinitionText.Read(version).Variables,
            Hosts = RequestHosts.Describe(integration),
            Difference = VersionDifference.Between(
                approved is null ? null : VersionSnapshot.Of(approved),
                VersionSnapshot.Of(version)
            ),
            Yaml = VersionSnapshot.Of(version).Yaml,
            Comments = await VersionHistory.CommentsAsync(database, submissionId, cancellation).ConfigureAwait(false),
            TestAccount = await secrets.ListAsync(database, submissionId, cancellation).ConfigureAwait(false),
            IsOwn = reviewer.IsOf(submission.OrganizationId),
        };
    }

    /// <summary>The logo of a submission's version; null where it has none.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<byte[]?> LogoAsync(
        Reviewer reviewer,
        string submissionId,
        CancellationToken cancellation = default
    ) => (await OpenAsync(reviewer, submissionId, cancellation).ConfigureAwait(false)).Version.Logo;
}

/// <summary>A row of the review queue.</summary>
public sealed record QueueRow
{
    /// <summary>The submission.</summary>
    public required string Id { get; init; }

    /// <summary>The version.</summary>
    public required string VersionId { get; init; }

    /// <summary>The display name.</summary>
    public required string Integration { get; init; }

    /// <summary>Whether there is a logo.</summary>
    public required bool HasLogo { get; init; }

    /// <summary>The partner's organization.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>Its name.</summary>
    public required string Organization { get; init; }

    /// <summary>The version's number.</summary>
    public required int VersionNumber { get; init; }

    /// <summary>Since when it waits.</summary>
    public required DateTimeOffset WaitingSince { get; init; }

    /// <summary>The reviewer who looks at it; null: nobody does.</summary>
    public string? TakenBy { get; init; }

    /// <summary>Whether it is the reviewer's own organization's: then another one approves.</summary>
    public bool IsOwn { get; init; }
}

/// <summary>A submission as reviewers see it.</summary>
public sealed record SubmissionView
{
    /// <summary>The row.</summary>
    public required Submission Submission { get; init; }

    /// <summary>The version, frozen.</summary>
    public required PublishedVersion Version { get; init; }

    /// <summary>The partner's name.</summary>
    public required string Organization { get; init; }

    /// <summary>The definition.</summary>
    public required Integration Integration { get; init; }

    /// <summary>Its variable table.</summary>
    public required VariableTable Variables { get; init; }

    /// <summary>The hosts that will get data and secrets.</summary>
    public required IReadOnlyList<HostUse> Hosts { get; init; }

    /// <summary>How it differs from the approved version; against nothing where there is none.</summary>
    public required VersionDifference Difference { get; init; }

    /// <summary>The definition as YAML.</summary>
    public required string Yaml { get; init; }

    /// <summary>What was said to fields.</summary>
    public required IReadOnlyList<ReviewComment> Comments { get; init; }

    /// <summary>Which fields of the test account have a value; empty once it is decided.</summary>
    public required IReadOnlyList<SecretNote> TestAccount { get; init; }

    /// <summary>Whether it is the reviewer's own organization's.</summary>
    public required bool IsOwn { get; init; }
}
