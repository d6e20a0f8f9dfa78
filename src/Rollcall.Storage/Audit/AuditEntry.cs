using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Audit;

/// <summary>That somebody changed something: written with the change, never changed or removed afterwards.</summary>
public sealed class AuditEntry : ITenantOwned
{
    /// <summary>Stands for the organization where the matter is the installation's: no organization sees it.</summary>
    public const string Installation = "installation";

    /// <summary>Rises by time of writing.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The person's ID; null where Rollcall itself or a shell did it.</summary>
    public string? ActorId { get; init; }

    /// <summary>The person's name at that time, or what did it.</summary>
    public required string ActorName { get; init; }

    /// <summary>The personal API token's name where one was used; null in the portal.</summary>
    public string? Token { get; init; }

    /// <summary>What was done, a noun and a past participle, such as <c>project.changed</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The ID of what was changed.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Its name at that time.</summary>
    public required string SubjectName { get; init; }

    /// <summary>Its project; null where it belongs to the organization.</summary>
    public string? ProjectId { get; init; }

    /// <summary>What changed, as it was: a JSON object; null for something new.</summary>
    public string? Before { get; init; }

    /// <summary>What changed, as it is now: a JSON object; null for something deleted.</summary>
    public string? After { get; init; }
}

/// <summary>The table of the audit log.</summary>
internal sealed class AuditEntryTable : IEntityTypeConfiguration<AuditEntry>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("Audit").HasKey(entry => entry.Id);
        builder.HasIndex(entry => new { entry.OrganizationId, entry.Id });
        builder.HasIndex(entry => new
        {
            entry.OrganizationId,
            entry.SubjectId,
            entry.Id,
        });
    }
}
