using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Storage.Cohorts;

/// <summary>A set of users of a project: a name, and where its members come from.</summary>
public sealed class Cohort : ITenantOwned, IVersioned
{
    /// <summary><c>coh_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Unique in the project.</summary>
    public required string Name { get; set; }

    /// <summary>The person who answers for it.</summary>
    public required string OwnerId { get; set; }

    /// <summary>Where its members come from.</summary>
    public required CohortSourceKind Source { get; set; }

    /// <summary>The uploaded file; null for other sources, and before the first upload.</summary>
    public string? UploadId { get; set; }

    /// <summary>The query over uploaded files; null for other sources.</summary>
    public string? Sql { get; set; }

    /// <summary>For pushed members: the property that tells them apart, such as <c>user_id</c>.</summary>
    public string? KeyColumn { get; set; }

    /// <summary>For pushed members: the name of their present file; null before the first push.</summary>
    public string? PushFile { get; set; }

    /// <summary>Members when they were last counted; null before that.</summary>
    public long? Members { get; set; }

    /// <summary>When they were counted.</summary>
    public DateTimeOffset? MembersAt { get; set; }

    /// <summary>Why the source could not be read the last time, for people; null when it could.</summary>
    public string? SourceFault { get; set; }

    /// <summary>Since when it cannot be read.</summary>
    public DateTimeOffset? SourceFaultSince { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>Where a cohort's members come from.</summary>
public enum CohortSourceKind
{
    /// <summary>An uploaded file.</summary>
    File,

    /// <summary>SQL over the project's uploaded files.</summary>
    Query,

    /// <summary>Pushed through the API.</summary>
    Push,
}

/// <summary>The table of cohorts.</summary>
internal sealed class CohortTable : IEntityTypeConfiguration<Cohort>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Cohort> builder)
    {
        builder.ToTable("Cohorts").HasKey(cohort => cohort.Id);
        builder.Property(cohort => cohort.Source).HasConversion<string>();
        builder.HasIndex(cohort => new { cohort.ProjectId, cohort.Name }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(cohort => cohort.ProjectId);
    }
}
