namespace Rollcall.Testing.Definitions;

/// <summary>The ways in which a sandbox takes users.</summary>
public enum SandboxForm
{
    /// <summary>A list, users in batches.</summary>
    List,

    /// <summary>A list, a request a user, the user in the URL.</summary>
    ListOneByOne,

    /// <summary>A property named like the cohort, users in batches.</summary>
    Property,

    /// <summary>A property named like the cohort, a request a user, both in the URL.</summary>
    PropertyOneByOne,
}
