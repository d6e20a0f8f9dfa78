using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Access;

/// <summary>What roles have in common.</summary>
public static class Roles
{
    /// <summary>Whether somebody of one role may give another: not more than they may do themselves.</summary>
    /// <param name="own">Whose.</param>
    /// <param name="given">What they would give.</param>
    public static bool Covers(Role own, Role given) => Both(own, given) == given;

    /// <summary>What two roles both allow.</summary>
    public static Role Both(Role one, Role other) =>
        one == Role.Admin ? other
        : other == Role.Admin || one == other ? one
        : Role.Viewer;

    /// <summary>What a role may do, for people who choose one.</summary>
    public static string Sentence(Role role) =>
        role switch
        {
            Role.Admin => "Everything, people and projects included",
            Role.Developer => "The developer portal",
            Role.Editor => "Cohorts, destinations and syncs",
            _ => "Reads, without members' values or payloads",
        };
}
