namespace Rollcall.Storage.Database;

/// <summary>A row that belongs to one organization, and that no other one ever sees.</summary>
/// <remarks><see cref="RollcallDatabase"/> filters every query by it and refuses to save a row of another organization: the one place where tenants are kept apart.</remarks>
public interface ITenantOwned
{
    /// <summary>The organization's ID.</summary>
    string OrganizationId { get; }
}
