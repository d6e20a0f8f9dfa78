using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Core.Integrations;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Catalog;

/// <summary>A version of an integration as it was let out: definition, logo and description frozen together. What is installed and what runs is one of these; it never changes.</summary>
public sealed class PublishedVersion : ITenantOwned
{
    /// <summary>The owner of the integrations that come with the installation, which are no organization's.</summary>
    public const string Installation = "installation";

    /// <summary>The integration version's ID.</summary>
    public required string Id { get; init; }

    /// <summary>The partner's organization, or <see cref="Installation"/>.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>The integration's ID.</summary>
    public required string IntegrationId { get; init; }

    /// <summary>From 1, one more with each version of the integration.</summary>
    public required int Number { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>The category's word in a document, such as <c>messaging</c>.</summary>
    public required string Category { get; init; }

    /// <summary>One sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The full description, limited Markdown.</summary>
    public required string Description { get; init; }

    /// <summary>The logo, a PNG; null: initials stand in its place.</summary>
    public byte[]? Logo { get; init; }

    /// <summary>Whether the destination holds a list or a property.</summary>
    public required IntegrationType Type { get; init; }

    /// <summary>The definition, JSON.</summary>
    public required string Document { get; init; }

    /// <summary>When it was frozen.</summary>
    public required DateTimeOffset FrozenAt { get; init; }

    /// <summary>Who sees it in the catalog.</summary>
    public required Audience Audience { get; set; }

    /// <summary>When it was approved; null: not.</summary>
    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>When it was withdrawn: nobody installs it any more, and no run starts with it; null: it was not.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Why it was withdrawn, for those who have it installed.</summary>
    public string? WithdrawnReason { get; set; }
}

/// <summary>Who sees a published version in the catalog.</summary>
public enum Audience
{
    /// <summary>Its organization and the reviewers, and only as something under review.</summary>
    Reviewers,

    /// <summary>Its organization: released internally.</summary>
    Organization,

    /// <summary>Everyone: approved.</summary>
    Everyone,
}

/// <summary>The table of published versions.</summary>
internal sealed class PublishedVersionTable : IEntityTypeConfiguration<PublishedVersion>
{
    private static readonly string[] MayChange =
    [
        nameof(PublishedVersion.Audience),
        nameof(PublishedVersion.ApprovedAt),
        nameof(PublishedVersion.WithdrawnAt),
        nameof(PublishedVersion.WithdrawnReason),
    ];

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<PublishedVersion> builder)
    {
        builder.ToTable("PublishedVersions").HasKey(version => version.Id);
        builder.Property(version => version.Audience).HasConversion<string>();
        builder.Property(version => version.Type).HasConversion<string>();
        builder.HasIndex(version => version.IntegrationId);
        builder.HasIndex(version => version.Audience);
        // Whatever code may come: what was published cannot be written again.
        foreach (var property in builder.Metadata.GetProperties().Where(property => !property.IsPrimaryKey()))
        {
            if (!MayChange.Contains(property.Name))
            {
                property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
            }
        }
    }
}
