namespace Rollcall.Storage.Database;

/// <summary>On whose behalf the database is read and written.</summary>
public sealed record Tenant
{
    private Tenant(string? organizationId, bool seesAll) => (OrganizationId, SeesAll) = (organizationId, seesAll);

    /// <summary>The installation itself: signing in, the schedule, reviewing. Sees every organization's rows.</summary>
    public static Tenant Installation { get; } = new(null, seesAll: true);

    /// <summary>The organization; null for the installation.</summary>
    public string? OrganizationId { get; }

    /// <summary>Whether every organization's rows are seen.</summary>
    public bool SeesAll { get; }

    /// <summary>One organization: sees its own rows only.</summary>
    public static Tenant Organization(string organizationId)
    {
        ArgumentException.ThrowIfNullOrEmpty(organizationId);
        return new Tenant(organizationId, seesAll: false);
    }
}
