using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Cohorts;

/// <summary>A column of a cohort's source: a user property that a mapping can choose.</summary>
public sealed class CohortColumn : ITenantOwned
{
    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The project, for the list of its user properties.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The cohort.</summary>
    public required string CohortId { get; init; }

    /// <summary>Its place among the columns, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>Its name, exact.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are, for people: <c>text</c>, <c>number</c>, <c>true or false</c>, <c>mixed</c>, <c>empty</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Up to three different values.</summary>
    public required List<string> Samples { get; init; }

    /// <summary>The share of the rows looked at that have a value, 0 to 1.</summary>
    public required double Filled { get; init; }
}

/// <summary>The table of cohorts' columns.</summary>
internal sealed class CohortColumnTable : IEntityTypeConfiguration<CohortColumn>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<CohortColumn> builder)
    {
        builder.ToTable("CohortColumns").HasKey(column => new { column.CohortId, column.Position });
        builder.HasIndex(column => column.ProjectId);
        builder.HasOne<Cohort>().WithMany().HasForeignKey(column => column.CohortId).OnDelete(DeleteBehavior.Cascade);
    }
}
