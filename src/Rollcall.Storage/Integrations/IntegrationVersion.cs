using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Core.Integrations;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Integrations;

/// <summary>A numbered version of an integration: connection information plus a definition. Edited while it is a draft, never afterwards.</summary>
public sealed class IntegrationVersion : ITenantOwned, IVersioned
{
    /// <summary><c>ver_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The integration.</summary>
    public required string IntegrationId { get; init; }

    /// <summary>From 1, one more with each version of the integration.</summary>
    public required int Number { get; init; }

    /// <summary>Where it stands between draft and catalog.</summary>
    public required IntegrationState State { get; set; }

    /// <summary>The display name: of the connection information where it is chosen, else of the document.</summary>
    public required string Name { get; set; }

    /// <summary>Whether the destination holds a list or a property.</summary>
    public required IntegrationType Type { get; set; }

    /// <summary>The connection information (a version of it) that it is shown with; null while none is chosen.</summary>
    public string? ConnectionId { get; set; }

    /// <summary>The definition as JSON. A draft's may be incomplete and wrong.</summary>
    public required string Document { get; set; }

    /// <summary>What is typed in a draft and cannot stand in a document yet, as JSON: the text by the field's path; null for nothing.</summary>
    public string? Unfinished { get; set; }

    /// <summary>When this version was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its document was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The name of who changed it last.</summary>
    public required string ChangedByName { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>Where a version stands between draft and catalog.</summary>
public enum IntegrationState
{
    /// <summary>It is edited.</summary>
    Draft,

    /// <summary>Its own organization may install it.</summary>
    ReleasedInternally,

    /// <summary>A reviewer has it.</summary>
    UnderReview,

    /// <summary>The reviewer asks for changes; the next draft takes them up.</summary>
    ChangesRequested,

    /// <summary>It is in the catalog.</summary>
    Approved,

    /// <summary>Nobody may install it any more.</summary>
    Withdrawn,
}

/// <summary>The table of versions.</summary>
internal sealed class IntegrationVersionTable : IEntityTypeConfiguration<IntegrationVersion>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<IntegrationVersion> builder)
    {
        builder.ToTable("IntegrationVersions").HasKey(version => version.Id);
        builder.Property(version => version.State).HasConversion<string>();
        builder.Property(version => version.Type).HasConversion<string>();
        builder.HasIndex(version => new { version.IntegrationId, version.Number }).IsUnique();
        builder.HasIndex(version => version.OrganizationId);
        builder.HasOne<Connection>().WithMany().HasForeignKey(version => version.ConnectionId);
    }
}
