using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Storage.People;

/// <summary>That somebody may take a seat in an organization, by a link that works once.</summary>
public sealed class Invitation : ITenantOwned
{
    /// <summary><c>inv_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>Whom: the link is for this address only.</summary>
    public required string Email { get; init; }

    /// <summary>What they will be able to do.</summary>
    public required Role Role { get; init; }

    /// <summary>SHA-256 of the code in the link.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Who invited, a name.</summary>
    public required string InvitedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when the link works.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>The table of invitations that were not taken yet.</summary>
internal sealed class InvitationTable : IEntityTypeConfiguration<Invitation>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("Invitations").HasKey(invitation => invitation.Id);
        builder.Property(invitation => invitation.Role).HasConversion<string>();
        builder.HasIndex(invitation => invitation.Hash).IsUnique();
        builder.HasIndex(invitation => new { invitation.OrganizationId, invitation.Email }).IsUnique();
        builder.HasOne<Organization>().WithMany().HasForeignKey(invitation => invitation.OrganizationId);
    }
}
