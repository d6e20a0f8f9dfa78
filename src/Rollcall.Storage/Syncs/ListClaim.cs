using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Syncs;

/// <summary>That a list at an account, or a property there, belongs to one sync: two would undo each other's work.</summary>
public sealed class ListClaim : ITenantOwned
{
    /// <summary>A keyed hash over the account and the list's ID or the property's name.</summary>
    public required string Key { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string SyncId { get; init; }

    /// <summary>The list's ID or the property's name, for people.</summary>
    public required string Name { get; init; }
}

/// <summary>The table of claims.</summary>
internal sealed class ListClaimTable : IEntityTypeConfiguration<ListClaim>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ListClaim> builder)
    {
        builder.ToTable("ListClaims").HasKey(claim => claim.Key);
        builder.HasIndex(claim => claim.SyncId);
        builder.HasOne<Sync>().WithMany().HasForeignKey(claim => claim.SyncId).OnDelete(DeleteBehavior.Cascade);
    }
}
