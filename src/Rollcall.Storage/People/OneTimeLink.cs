using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rollcall.Storage.People;

/// <summary>A link that lets one person in, once. Deleted when it was used.</summary>
public sealed class OneTimeLink
{
    /// <summary>SHA-256 of the code in the link.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Whom it lets in.</summary>
    public required string PersonId { get; init; }

    /// <summary>What for.</summary>
    public required LinkPurpose Purpose { get; init; }

    /// <summary>Until when it works.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>What a one-time link is for.</summary>
public enum LinkPurpose
{
    /// <summary>Choosing a new password.</summary>
    ResetPassword,

    /// <summary>Signing in without one.</summary>
    SignIn,
}

/// <summary>The table of one-time links.</summary>
internal sealed class OneTimeLinkTable : IEntityTypeConfiguration<OneTimeLink>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.ToTable("OneTimeLinks").HasKey(link => link.Hash);
        builder.Property(link => link.Purpose).HasConversion<string>();
        builder.HasIndex(link => link.PersonId);
        builder.HasOne<Person>().WithMany().HasForeignKey(link => link.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
