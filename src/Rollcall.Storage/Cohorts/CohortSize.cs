using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Cohorts;

/// <summary>How many members a cohort had on a day: of several readings the last one.</summary>
public sealed class CohortSize : ITenantOwned
{
    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The cohort.</summary>
    public required string CohortId { get; init; }

    /// <summary>The day, in the project's time zone.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Members.</summary>
    public required long Members { get; set; }

    /// <summary>When they were counted.</summary>
    public required DateTimeOffset At { get; set; }
}

/// <summary>The table of cohorts' sizes.</summary>
internal sealed class CohortSizeTable : IEntityTypeConfiguration<CohortSize>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<CohortSize> builder)
    {
        builder.ToTable("CohortSizes").HasKey(size => new { size.CohortId, size.Day });
        builder.HasOne<Cohort>().WithMany().HasForeignKey(size => size.CohortId).OnDelete(DeleteBehavior.Cascade);
    }
}
