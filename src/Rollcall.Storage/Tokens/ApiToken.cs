using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;

namespace Rollcall.Storage.Tokens;

/// <summary>A person's key for programs: for one organization, with a role, until a day. Only its hash is kept.</summary>
public sealed class ApiToken : ITenantOwned
{
    /// <summary><c>tok_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string PersonId { get; init; }

    /// <summary>What the person calls it.</summary>
    public required string Name { get; init; }

    /// <summary>What it allows; never more than its person's seat does.</summary>
    public required Role Role { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when it works.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used last, to a minute; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}

/// <summary>The table of API tokens.</summary>
internal sealed class ApiTokenTable : IEntityTypeConfiguration<ApiToken>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("ApiTokens").HasKey(token => token.Id);
        builder.Property(token => token.Role).HasConversion<string>();
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasIndex(token => new { token.OrganizationId, token.PersonId });
        // With the seat goes the token.
        builder
            .HasOne<Seat>()
            .WithMany()
            .HasForeignKey(token => new { token.OrganizationId, token.PersonId })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(token => token.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
