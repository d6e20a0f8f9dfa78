using Rollcall.Storage.Audit;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Access;

/// <summary>Who asks, and for which organization and project: what every operation on a tenant's things takes first.</summary>
/// <remarks>Made by <see cref="AccessReader"/> only, from a seat that exists.</remarks>
public sealed record Asker
{
    /// <summary>The person's ID.</summary>
    public required string PersonId { get; init; }

    /// <summary>The person's name, for the audit log and for "changed by".</summary>
    public required string PersonName { get; init; }

    /// <summary>The organization.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>The project; null where the matter is the organization's.</summary>
    public Project? Project { get; init; }

    /// <summary>What the person, or the token, may do there.</summary>
    public required Role Role { get; init; }

    /// <summary>The name of the personal API token that asks; null for a signed-in person.</summary>
    public string? Token { get; init; }

    /// <summary>The project's ID.</summary>
    /// <exception cref="InvalidOperationException">The matter is the organization's: a fault of ours.</exception>
    public string ProjectId =>
        Project?.Id ?? throw new InvalidOperationException("This was asked for an organization, not for a project.");

    /// <summary>Whether the role allows something.</summary>
    public bool May(Permission permission) =>
        permission switch
        {
            Permission.Read => true,
            Permission.SeeMembers => Role is not Role.Viewer,
            Permission.Edit => Role is Role.Editor or Role.Admin,
            Permission.Develop => Role is Role.Developer or Role.Admin,
            Permission.Administer => Role is Role.Admin,
            _ => false,
        };

    /// <summary>Refuses what the role does not allow.</summary>
    /// <exception cref="Refusal">It does not.</exception>
    public void Require(Permission permission)
    {
        if (!May(permission))
        {
            throw Refusal.Forbidden(
                $"Your role, {Role}, does not allow this; {Allowing(permission)} does. An Admin of the organization can change it under Settings, People."
            );
        }
    }

    /// <summary>Refuses whoever does not ask for the installation.</summary>
    /// <exception cref="Refusal">Not found: they ask for an organization.</exception>
    public void RequireInstallation()
    {
        if (OrganizationId != AuditEntry.Installation)
        {
            throw Refusal.NotFound();
        }
    }

    private static string Allowing(Permission permission) =>
        permission switch
        {
            Permission.Edit => "Editor or Admin",
            Permission.Develop => "Developer or Admin",
            Permission.SeeMembers => "Editor, Developer or Admin",
            _ => "Admin",
        };
}

/// <summary>What a role may allow.</summary>
public enum Permission
{
    /// <summary>See what there is, without members' values and payloads.</summary>
    Read,

    /// <summary>See members' values, requests and responses.</summary>
    SeeMembers,

    /// <summary>Change cohorts, destinations and syncs.</summary>
    Edit,

    /// <summary>Change and submit integrations.</summary>
    Develop,

    /// <summary>Change people, projects, tokens and sign-in.</summary>
    Administer,
}
