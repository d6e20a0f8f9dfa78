using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Organizations;

/// <summary>Where cohorts, destinations and syncs live.</summary>
public sealed class Project : ITenantOwned, IVersioned
{
    /// <summary><c>prj_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>Unique in the organization.</summary>
    public required string Name { get; set; }

    /// <summary>IANA name, such as <c>Europe/Berlin</c>: daily cadences and shown times follow it.</summary>
    public required string TimeZone { get; set; }

    /// <summary>The share of a membership, above 0 to 1, over which a run that removes more than 100 is held, where its sync has no limit of its own.</summary>
    public double RemovalLimit { get; set; } = 0.2;

    /// <summary>For how many days runs, their requests and their errors are kept; never longer than the operator says.</summary>
    public int RetentionDays { get; set; } = 90;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>The table of projects.</summary>
internal sealed class ProjectTable : IEntityTypeConfiguration<Project>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("Projects").HasKey(project => project.Id);
        builder.HasIndex(project => new { project.OrganizationId, project.Name }).IsUnique();
        builder.HasOne<Organization>().WithMany().HasForeignKey(project => project.OrganizationId);
    }
}
