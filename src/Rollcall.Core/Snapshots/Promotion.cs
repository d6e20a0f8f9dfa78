using Rollcall.Core.Diffing;

namespace Rollcall.Core.Snapshots;

/// <summary>Writes the next acknowledged membership: the old one and what was acknowledged or came in doubt since, never "the cohort".</summary>
public static class Promotion
{
    /// <summary>Writes and flushes the files (and their folders) of the next membership; they count only once the ledger has swapped the manifest.</summary>
    /// <param name="stateFolder">The state directory.</param>
    /// <param name="membership">The baseline.</param>
    /// <param name="plan">What was to be done.</param>
    /// <param name="outcomes">What came of it.</param>
    /// <param name="settings">Which marks stay.</param>
    /// <param name="cancellation">Stops; nothing was promoted.</param>
    public static MembershipManifest Write(
        string stateFolder,
        Membership membership,
        Plan plan,
        IPlanOutcomes outcomes,
        PromotionSettings settings,
        CancellationToken cancellation
    ) => throw new NotImplementedException();

    /// <summary>Deletes membership files that no manifest names: what a crash or an older generation left.</summary>
    /// <param name="stateFolder">The state directory.</param>
    /// <param name="kept">The current manifest and those of memberships that are kept for a while (<see cref="Storage.RetiredMembership"/>); null ones name nothing.</param>
    public static void Sweep(string stateFolder, params IEnumerable<MembershipManifest?> kept) =>
        throw new NotImplementedException();
}

/// <summary>Which marks of the baseline stay.</summary>
/// <param name="AddsMayLand">Unanswered adds from before this run may still land.</param>
/// <param name="RemovesMayLand">Unanswered removes from before this run may still land.</param>
public sealed record PromotionSettings(bool AddsMayLand, bool RemovesMayLand);
