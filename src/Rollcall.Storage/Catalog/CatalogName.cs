using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Catalog;

/// <summary>A display name that is taken in the catalog, from the submission on. The key makes it unique, whoever else submits at the same moment.</summary>
public sealed class CatalogName : ITenantOwned
{
    /// <summary>The name as it is compared; see <see cref="NameKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>The integration that has it.</summary>
    public required string IntegrationId { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }
}

/// <summary>The table of names.</summary>
internal sealed class CatalogNameTable : IEntityTypeConfiguration<CatalogName>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<CatalogName> builder)
    {
        builder.ToTable("CatalogNames").HasKey(name => name.Key);
        builder.HasIndex(name => name.IntegrationId);
    }
}
