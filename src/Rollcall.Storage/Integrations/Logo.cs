using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Storage.Integrations;

/// <summary>A logo as it is shown: a PNG that was decoded and holds nothing but its image. Never changed; another image is another logo.</summary>
public sealed class Logo : ITenantOwned
{
    /// <summary><c>logo_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The file, at most 256 KiB.</summary>
    public required byte[] Png { get; init; }

    /// <summary>Pixels, at most 1024.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels, at most 1024.</summary>
    public required int Height { get; init; }

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The table of logos.</summary>
internal sealed class LogoTable : IEntityTypeConfiguration<Logo>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Logo> builder)
    {
        builder.ToTable("Logos").HasKey(logo => logo.Id);
        builder.HasOne<Organization>().WithMany().HasForeignKey(logo => logo.OrganizationId);
    }
}
