using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Secrets;

/// <summary>A secret value, encrypted. Nothing here can be read without the key of its scope.</summary>
public sealed class Secret : ITenantOwned
{
    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>Whose: the ID of a destination, a submission.</summary>
    public required string Owner { get; init; }

    /// <summary>The field's variable.</summary>
    public required string Field { get; init; }

    /// <summary>Whose key encrypts it: a project's ID, or the organization's.</summary>
    public required string Scope { get; init; }

    /// <summary>Nonce (12 bytes), tag (16 bytes) and ciphertext of AES-256-GCM.</summary>
    public required byte[] Sealed { get; set; }

    /// <summary>When it was set.</summary>
    public required DateTimeOffset SetAt { get; set; }

    /// <summary>The name of who set it.</summary>
    public required string SetBy { get; set; }
}

/// <summary>The key of a project's secrets, or an organization's, wrapped by the installation's master key.</summary>
public sealed class SecretKey : ITenantOwned
{
    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The project's ID, or the organization's.</summary>
    public required string Scope { get; init; }

    /// <summary>Nonce, tag and ciphertext of the 32 bytes.</summary>
    public required byte[] Wrapped { get; set; }
}

/// <summary>The table of secrets.</summary>
internal sealed class SecretTable : IEntityTypeConfiguration<Secret>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Secret> builder) =>
        builder.ToTable("Secrets").HasKey(secret => new { secret.Owner, secret.Field });
}

/// <summary>The table of wrapped keys.</summary>
internal sealed class SecretKeyTable : IEntityTypeConfiguration<SecretKey>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<SecretKey> builder) =>
        builder.ToTable("SecretKeys").HasKey(key => key.Scope);
}
