using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Storage.Integrations;

/// <summary>An integration of an organization: what its numbered versions have in common.</summary>
public sealed class Integration : ITenantOwned
{
    /// <summary><c>int_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its versions, in no order.</summary>
    public List<IntegrationVersion> Versions { get; } = [];
}

/// <summary>The table of integrations.</summary>
internal sealed class IntegrationTable : IEntityTypeConfiguration<Integration>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Integration> builder)
    {
        builder.ToTable("Integrations").HasKey(integration => integration.Id);
        builder.HasOne<Organization>().WithMany().HasForeignKey(integration => integration.OrganizationId);
        builder
            .HasMany(integration => integration.Versions)
            .WithOne()
            .HasForeignKey(version => version.IntegrationId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
