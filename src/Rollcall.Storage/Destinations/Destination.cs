using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Storage.Destinations;

/// <summary>An integration installed in a project. Its secrets are kept apart, sealed, under its ID.</summary>
public sealed class Destination : ITenantOwned, IVersioned
{
    /// <summary><c>dst_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Unique in the project, regardless of case.</summary>
    public required string Name { get; set; }

    /// <summary>The name as it is compared.</summary>
    public required string NameKey { get; set; }

    /// <summary>The integration.</summary>
    public required string IntegrationId { get; init; }

    /// <summary>The published version that runs use, until its owner upgrades.</summary>
    public required string VersionId { get; set; }

    /// <summary>The values of the fields that are no secrets, by variable, as given: defaults are not written in.</summary>
    public required Dictionary<string, string> Settings { get; set; }

    /// <summary>What feeds each mapping field, by its variable: a user property, or one of the field's options.</summary>
    public required Dictionary<string, string> Mapping { get; set; }

    /// <summary>The origins (scheme, host, port) that may get members' data and the secrets.</summary>
    public required List<string> ApprovedHosts { get; set; }

    /// <summary>Whether the account takes requests.</summary>
    public AccountState State { get; set; }

    /// <summary>While it needs credentials: why, in the partner's words; null: not known.</summary>
    public string? StateReason { get; set; }

    /// <summary>Since when it is in this state.</summary>
    public required DateTimeOffset StateSince { get; set; }

    /// <summary>A keyed hash of host and authentication values: which account limits and throttling belong to.</summary>
    public required string AccountFingerprint { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was changed.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The name of who changed it.</summary>
    public required string ChangedBy { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>Whether a destination's account takes requests.</summary>
public enum AccountState
{
    /// <summary>Nothing is known against it.</summary>
    Connected,

    /// <summary>It refused the credentials: no sync of it sends anything until somebody replaces them, but for a probe a day.</summary>
    NeedsCredentials,
}

/// <summary>The table of destinations.</summary>
internal sealed class DestinationTable : IEntityTypeConfiguration<Destination>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Destination> builder)
    {
        builder.ToTable("Destinations").HasKey(destination => destination.Id);
        builder.Property(destination => destination.State).HasConversion<string>();
        builder.Property(destination => destination.Settings).HasJsonConversion();
        builder.Property(destination => destination.Mapping).HasJsonConversion();
        builder.Property(destination => destination.ApprovedHosts).HasJsonConversion();
        builder.HasIndex(destination => new { destination.ProjectId, destination.NameKey }).IsUnique();
        builder.HasIndex(destination => destination.VersionId);
        builder.HasOne<Project>().WithMany().HasForeignKey(destination => destination.ProjectId);
    }
}
