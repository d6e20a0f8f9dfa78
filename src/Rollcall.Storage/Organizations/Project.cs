using Rollcall.Storage.Database;

namespace Rollcall.Storage.Organizations;

/// <summary>Where cohorts, destinations and syncs live.</summary>
public sealed class Project : ITenantOwned, IVersioned
{
    /// <summary><c>prj_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>Unique in the organization.</summary>
    public required string Name { get; set; }

    /// <summary>IANA name, such as <c>Europe/Berlin</c>: daily cadences and shown times follow it.</summary>
    public required string TimeZone { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
