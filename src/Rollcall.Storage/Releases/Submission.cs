using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Releases;

/// <summary>A version handed to the reviewers. The values of its test account are sealed under its ID, and gone once it is decided.</summary>
public sealed class Submission : ITenantOwned, IVersioned
{
    /// <summary><c>sub_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The integration.</summary>
    public required string IntegrationId { get; init; }

    /// <summary>The version, which is published to the reviewers under the same ID.</summary>
    public required string VersionId { get; init; }

    /// <summary>Since when it waits.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Who submitted it, and gets the decision by mail.</summary>
    public required string SubmittedById { get; init; }

    /// <summary>The name of who submitted it.</summary>
    public required string SubmittedByName { get; init; }

    /// <summary>What the partner wants the reviewer to know.</summary>
    public required string Notes { get; init; }

    /// <summary>The partner's last test of each endpoint, as it stood when the version was submitted.</summary>
    public required List<SubmittedTest> Tests { get; init; }

    /// <summary>Where it stands.</summary>
    public required SubmissionState State { get; set; }

    /// <summary>The ID of the reviewer who looks at it; null: nobody does.</summary>
    public string? TakenById { get; set; }

    /// <summary>The name of the reviewer who looks at it.</summary>
    public string? TakenByName { get; set; }

    /// <summary>When it was decided, or taken back.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The name of who decided it, or took it back.</summary>
    public string? DecidedByName { get; set; }

    /// <summary>What the reviewer says to it as a whole.</summary>
    public string? Comment { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>Where a submission stands.</summary>
public enum SubmissionState
{
    /// <summary>It waits for a decision.</summary>
    Waiting,

    /// <summary>The version is in the catalog.</summary>
    Approved,

    /// <summary>The partner is asked to change something.</summary>
    ChangesRequested,

    /// <summary>The partner took it back.</summary>
    TakenBack,
}

/// <summary>A test of an endpoint that a partner shows to the reviewers.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="TestedAt">When.</param>
/// <param name="TestedByName">By whom.</param>
/// <param name="Succeeded">Whether the destination did what it was asked to.</param>
/// <param name="Status">The answer's status; null without one.</param>
/// <param name="ErrorType">The error type that people were told; null for a plain success.</param>
/// <param name="EndToEnd">Whether it was part of a test end to end.</param>
public sealed record SubmittedTest(
    string Endpoint,
    DateTimeOffset TestedAt,
    string TestedByName,
    bool Succeeded,
    int? Status,
    string? ErrorType,
    bool EndToEnd
);

/// <summary>The table of submissions.</summary>
internal sealed class SubmissionTable : IEntityTypeConfiguration<Submission>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        builder.ToTable("Submissions").HasKey(submission => submission.Id);
        builder.Property(submission => submission.State).HasConversion<string>();
        builder.Property(submission => submission.Tests).HasJsonConversion();
        builder.HasIndex(submission => new { submission.State, submission.SubmittedAt });
        builder.HasIndex(submission => submission.VersionId);
    }
}
