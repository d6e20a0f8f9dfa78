namespace Rollcall.Storage.Organizations;

/// <summary>A tenant: owns people's seats, integrations and projects.</summary>
public sealed class Organization
{
    /// <summary><c>org_…</c></summary>
    public required string Id { get; init; }

    /// <summary>Shown in the switcher and to reviewers.</summary>
    public required string Name { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
