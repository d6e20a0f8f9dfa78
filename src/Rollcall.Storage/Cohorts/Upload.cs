using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Storage.Cohorts;

/// <summary>A file that was uploaded to a project: a cohort's members, or a table for queries.</summary>
/// <remarks>Never changes; a newer one of the same name takes its place, and its file goes when no run uses it any more.</remarks>
public sealed class Upload : ITenantOwned
{
    /// <summary><c>upl_…</c>, also the name of its folder.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>As it was called: queries know it by this name. Its ending says what it is.</summary>
    public required string FileName { get; init; }

    /// <summary>Its size.</summary>
    public required long Bytes { get; init; }

    /// <summary>Who uploaded it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a newer one took its place, or it was deleted; null: it is the present one.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }
}

/// <summary>The table of uploads.</summary>
internal sealed class UploadTable : IEntityTypeConfiguration<Upload>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Upload> builder)
    {
        builder.ToTable("Uploads").HasKey(upload => upload.Id);
        builder
            .HasIndex(upload => new { upload.ProjectId, upload.FileName })
            .IsUnique()
            .HasFilter("\"ReplacedAt\" IS NULL");
        builder.HasOne<Project>().WithMany().HasForeignKey(upload => upload.ProjectId);
    }
}
