using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Releases;

/// <summary>A step of a version on its way from draft to catalog: who took it, and when.</summary>
public sealed class ReleaseStep : ITenantOwned
{
    /// <summary><c>stp_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The version.</summary>
    public required string VersionId { get; init; }

    /// <summary>What was done.</summary>
    public required ReleaseStepKind Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The name of who did it.</summary>
    public required string ByName { get; init; }
}

/// <summary>The steps.</summary>
public enum ReleaseStepKind
{
    /// <summary>Its own organization may install it.</summary>
    ReleasedInternally,

    /// <summary>Handed to the reviewers.</summary>
    Submitted,

    /// <summary>Taken back from the reviewers by the partner.</summary>
    TakenBack,

    /// <summary>A reviewer asked for changes.</summary>
    ChangesRequested,

    /// <summary>A reviewer let it into the catalog.</summary>
    Approved,

    /// <summary>Nobody may install it any more.</summary>
    Withdrawn,
}

/// <summary>The table of steps.</summary>
internal sealed class ReleaseStepTable : IEntityTypeConfiguration<ReleaseStep>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ReleaseStep> builder)
    {
        builder.ToTable("ReleaseSteps").HasKey(step => step.Id);
        builder.Property(step => step.Kind).HasConversion<string>();
        builder.HasIndex(step => step.VersionId);
    }
}
