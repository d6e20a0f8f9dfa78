using Microsoft.AspNetCore.Identity;

namespace Rollcall.Storage.People;

/// <summary>Somebody who signs in. What they may do is said by their seats in organizations, and by the two flags of the installation.</summary>
public sealed class Person : IdentityUser
{
    /// <summary>The name that others see.</summary>
    public required string Name { get; set; }

    /// <summary>May approve integrations of other organizations.</summary>
    public bool IsReviewer { get; set; }

    /// <summary>May see and change the installation's settings.</summary>
    public bool IsOperator { get; set; }

    /// <summary>The project that the person saw last: where the start page leads.</summary>
    public string? LastProjectId { get; set; }

    /// <summary>When the account was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
