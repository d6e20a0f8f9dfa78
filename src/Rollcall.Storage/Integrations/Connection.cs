using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Storage.Integrations;

/// <summary>Connection information: how a destination presents itself in the catalog. A row is one version of it; an approved version is never changed, an edit makes the next one.</summary>
public sealed class Connection : ITenantOwned, IVersioned
{
    /// <summary><c>con_…</c>, of this version.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The ID of the first version, which all versions of one connection share.</summary>
    public required string FamilyId { get; init; }

    /// <summary>What stands behind <c>1.</c> in <see cref="Number"/>; from 0.</summary>
    public required int Minor { get; init; }

    /// <summary>The version's number as people see it, such as <c>1.0</c>.</summary>
    public string Number => $"1.{Minor}";

    /// <summary>Unique in the organization regardless of case, but for its own other versions.</summary>
    public required string DisplayName { get; set; }

    /// <summary><see cref="DisplayName"/> in the form that is compared: <see cref="Database.NameKey"/>.</summary>
    public required string NameKey { get; set; }

    /// <summary>As documents write it, such as <c>messaging</c> or <c>ad_networks</c>.</summary>
    public required string Category { get; set; }

    /// <summary>One sentence for the tile.</summary>
    public required string Summary { get; set; }

    /// <summary>The full description, limited Markdown.</summary>
    public required string FullDescription { get; set; }

    /// <summary>The logo's ID (<see cref="Logo"/>); null for initials.</summary>
    public string? LogoId { get; set; }

    /// <summary>Whether it may still be edited.</summary>
    public required ConnectionState State { get; set; }

    /// <summary>When this version was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The name of who changed it last.</summary>
    public required string ChangedByName { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>Whether connection information may still be edited.</summary>
public enum ConnectionState
{
    /// <summary>It may.</summary>
    Draft,

    /// <summary>It is in the catalog: an edit makes a new version.</summary>
    Approved,
}

/// <summary>The table of connections.</summary>
internal sealed class ConnectionTable : IEntityTypeConfiguration<Connection>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Connection> builder)
    {
        builder.ToTable("Connections").HasKey(connection => connection.Id);
        builder.Ignore(connection => connection.Number);
        builder.Property(connection => connection.State).HasConversion<string>();
        builder.HasIndex(connection => new { connection.FamilyId, connection.Minor }).IsUnique();
        builder
            .HasIndex(connection => new
            {
                connection.OrganizationId,
                connection.NameKey,
                connection.Minor,
            })
            .IsUnique();
        builder.HasOne<Organization>().WithMany().HasForeignKey(connection => connection.OrganizationId);
        builder.HasOne<Logo>().WithMany().HasForeignKey(connection => connection.LogoId);
    }
}
